"""The article's job in NumPy, for bench/run.ts: reads data and settings as JSON, prints seconds and the last cost."""

import json
import sys
import time

import numpy as np

job = json.load(sys.stdin)
x, y = np.array(job["features"]), np.array([job["targets"]])
lam, keep, rate = job["lambda"], job["keepProbability"], job["learningRate"]
m = y.shape[1]


def train(iterations):
    np.random.seed(3)
    sizes = [x.shape[0], 20, 3, 1]
    w = [np.random.randn(n, k) / np.sqrt(k) for k, n in zip(sizes, sizes[1:])]
    b = [np.zeros((n, 1)) for n in sizes[1:]]
    np.random.seed(1)
    masks = [(np.random.rand(n, m) < keep) / keep for n in sizes[1:3]]
    for _ in range(iterations):
        a1 = np.maximum(w[0] @ x + b[0], 0)
        if keep < 1:
            a1 = a1 * masks[0]
        a2 = np.maximum(w[1] @ a1 + b[1], 0)
        if keep < 1:
            a2 = a2 * masks[1]
        a3 = 1 / (1 + np.exp(-(w[2] @ a2 + b[2])))
        dz3 = a3 - y
        da2 = w[2].T @ dz3
        if keep < 1:
            da2 = da2 * masks[1]
        dz2 = da2 * (a2 > 0)
        da1 = w[1].T @ dz2
        if keep < 1:
            da1 = da1 * masks[0]
        dz1 = da1 * (a1 > 0)
        for layer, (dz, below) in enumerate([(dz1, x), (dz2, a1), (dz3, a2)]):
            w[layer] = w[layer] - rate * (dz @ below.T / m + lam / m * w[layer])
            b[layer] = b[layer] - rate * (dz.sum(axis=1, keepdims=True) / m)
    cost = np.nansum(-np.log(a3) * y - np.log(1 - a3) * (1 - y)) / m
    return float(cost + lam / (2 * m) * sum(np.sum(v**2) for v in w))


train(100)
start = time.perf_counter()
cost = train(job["iterations"])
print(json.dumps({"seconds": time.perf_counter() - start, "cost": cost, "version": f"NumPy {np.__version__}"}))
