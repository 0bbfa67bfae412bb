# Four fifths of the ratios in README.md's table, below which a quick look calls a ratio regressed.
@{
    'Engine against download, 8 pages ahead, warm'                    = 0.53
    'Invoke-InsightQuery against a careful script'                    = 19.8
    'and Join-CsatScore against the script with a hashtable'          = 9.4
    'Invoke-InsightQuery against a C# console program, page by page'  = 2.8
    'Engine against download, 100 ms latency, 16 pages ahead'         = 0.78
    'Share of the permitted rate that is used, 300 requests in 6 s'   = 0.78
}
