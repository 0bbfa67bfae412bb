"""Counts and correlation of a dataset of JSON Lines, by Dask with two workers in processes of their own: dask_dataset.py DATASET."""
import json
import math
import sys

import dask.bag
from distributed import Client, LocalCluster


def sums(rows):
    total = rated = tp = fp = tn = fn = 0
    n = mx = my = sxx = syy = sxy = 0.0
    for row in rows:
        total += 1
        x, y = row["sentiment_average"], row["csat"]
        if x is None or y is None:
            continue
        rated += 1
        tp += x > 0.6 and y > 3
        fp += x > 0.6 and y <= 3
        tn += x <= 0.6 and y <= 3
        fn += x <= 0.6 and y > 3
        n += 1
        dx, dy = x - mx, y - my
        mx += dx / n
        my += dy / n
        sxx += dx * (x - mx)
        syy += dy * (y - my)
        sxy += dx * (y - my)
    return [(total, rated, tp, fp, tn, fn, n, mx, my, sxx, syy, sxy)]


def both(a, b):
    if a[6] == 0 or b[6] == 0:
        moments = b[6:] if a[6] == 0 else a[6:]
    else:
        n = a[6] + b[6]
        dx, dy, w = b[7] - a[7], b[8] - a[8], a[6] * b[6] / n
        moments = (n, a[7] + dx * b[6] / n, a[8] + dy * b[6] / n, a[9] + b[9] + dx * dx * w, a[10] + b[10] + dy * dy * w, a[11] + b[11] + dx * dy * w)
    return tuple(p + q for p, q in zip(a[:6], b[:6])) + tuple(moments)


if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as cluster, Client(cluster) as client:
        rows = dask.bag.read_text(sys.argv[1] + "/org=*/day=*/part-*.jsonl").map(json.loads)
        total, rated, tp, fp, tn, fn, n, _, _, sxx, syy, sxy = rows.map_partitions(sums).fold(both).compute()
        workers = len(client.scheduler_info()["workers"])
    print(json.dumps({
        "workers": workers, "partitions": rows.npartitions, "total": total, "rated": rated, "truePositive": tp, "falsePositive": fp,
        "trueNegative": tn, "falseNegative": fn, "pearsonR": sxy / math.sqrt(sxx * syy),
    }))
