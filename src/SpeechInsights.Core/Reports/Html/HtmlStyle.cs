namespace SpeechInsights.Reports.Html;

/// <summary>The style sheet of a report: light and dark, narrow and wide, and paper.</summary>
internal static class HtmlStyle
{
    public const string Sheet = """
        :root{color-scheme:light dark;--text:#1b1b1b;--soft:#555;--line:#bbb;--back:#fff;--head:#f2f4f6}
        @media (prefers-color-scheme:dark){:root{--text:#ececec;--soft:#b5b5b5;--line:#555;--back:#141414;--head:#242424}}
        body{margin:0;color:var(--text);background:var(--back);font:16px/1.5 system-ui,sans-serif}
        main{max-width:62rem;margin:0 auto;padding:1rem}
        h1{font-size:1.7rem;line-height:1.2}
        h2{font-size:1.25rem;margin:2rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
        p{max-width:44rem;margin:.5rem 0}
        p.summary{font-size:1.1rem}
        figure{margin:1rem 0;max-width:44rem}
        figcaption,caption{color:var(--soft);font-size:.9rem;text-align:left}
        svg{width:100%;height:auto;max-width:44rem}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;border:0;margin:.5rem 0;font-variant-numeric:tabular-nums}
        th,td{border:0;border-bottom:1px solid var(--line);padding:.3rem .6rem;vertical-align:top;font-weight:normal}
        td[align=right]{white-space:nowrap}
        td[align=left]{min-width:9rem}
        thead th{background:var(--head);font-weight:600}
        details{margin:.5rem 0}
        details summary{cursor:pointer;color:var(--soft)}
        :focus-visible{outline:3px solid #2b7bba;outline-offset:2px}
        @media (max-width:30rem){body{font-size:15px}th,td{padding:.25rem .35rem}}
        @media print{body{color:#000;background:#fff}main{max-width:none;padding:0}h2{break-after:avoid}figure,tr{break-inside:avoid}.wide{overflow:visible}}
        """;
}
