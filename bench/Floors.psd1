# Four fifths of the lowest single figure of each ratio in README.md's table, below which a quick look calls it regressed: a quick
# look takes one figure, and single ones differ by a third on a machine whose cores the server shares.
@{
    'Engine against download, 8 pages ahead, warm'                    = 0.5
    'Invoke-InsightQuery against a careful script'                    = 16
    'and Join-CsatScore against the script with a hashtable'          = 7.2
    'Invoke-InsightQuery against a C# console program, page by page'  = 2.5
    'Engine against download, 100 ms latency, 16 pages ahead'         = 0.78
    'Share of the permitted rate that is used, 300 requests in 6 s'   = 0.78
}
