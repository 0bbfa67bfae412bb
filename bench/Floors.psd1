# Four fifths of the lowest single figure of each ratio in README.md's table, below which a quick look calls it regressed: a quick
# look takes one figure, and single ones differ by a third on a machine whose cores the server shares.
@{
    'Engine against download, 8 pages ahead, warm'                                         = 0.39
    'Invoke-InsightQuery against a careful script'                                         = 9.0
    'and Join-CsatScore against the script with a hashtable'                               = 5.2
    'Invoke-InsightQuery against a C# console program, page by page'                       = 1.2
    'Engine against download, 100 ms latency, 16 pages ahead'                              = 0.78
    "Platform, query against download of its job's pages, no latency, jobs done at once"   = 0.59
    "Platform, query against download of its job's pages, 100 ms latency"                  = 0.74
    'Share of the permitted rate that is used, 300 requests in 6 s'                        = 0.78
}
