# Four fifths of the ratios in README.md's table, below which a quick look calls a ratio regressed.
@{
    'Engine against download, 8 pages ahead, warm'                    = 0.34
    'Invoke-InsightQuery against a careful script'                    = 12.2
    'and Join-CsatScore against the script with a hashtable'          = 6.8
    'Invoke-InsightQuery against a C# console program, page by page'  = 1.9
    'Engine against download, 100 ms latency, 16 pages ahead'         = 0.74
    'Share of the permitted rate that is used, 300 requests in 6 s'   = 0.78
}
