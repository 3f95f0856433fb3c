"""Makes football-figures.json: the article's training on the football points, computed by NumPy.

Written from the formulas (2-20-3-1, ReLU, ReLU, sigmoid, cross-entropy, full-batch gradient descent, learning rate 0.3,
30000 iterations), independent of wellfit's own code. Besides the article's three models: L2 and dropout together, and
dropout with masks that NumPy draws anew in every iteration, its generator seeded once.

Run:  python3 test/golden/make-football-figures.py      (needs numpy; written with NumPy 1.24.2)
"""

import json
import pathlib
import re

import numpy as np

ROOT = pathlib.Path(__file__).parents[2]
ITERATIONS = 30_000
LEARNING_RATE = 0.3


def read_points(name):
    source = (ROOT / "src/data/football-points.ts").read_text()
    block = re.search(name + r": FootballPoints = \{(.*?)\n\};", source, re.S).group(1)
    columns = np.array([[float(v) for v in column.split(",") if v.strip()] for column in re.findall(r"\[([^\]]+)\]", block)])
    return columns[:2], columns[2:]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def initialize(layers):
    np.random.seed(3)
    weights = [np.random.randn(n, k) / np.sqrt(k) for k, n in zip(layers, layers[1:])]
    return weights, [np.zeros((n, 1)) for n in layers[1:]]


def forward(x, weights, biases, draw_mask, keep):
    activations, masks = [x], []
    for layer, (w, b) in enumerate(zip(weights, biases)):
        z = w @ activations[-1] + b
        if layer == len(weights) - 1:
            return activations, masks, sigmoid(z)
        a = np.maximum(z, 0)
        if keep < 1:
            mask = draw_mask(a.shape) < keep
            masks.append(mask)
            a = a * mask / keep
        activations.append(a)


def cost_of(a, y, weights, lam):
    m = y.shape[1]
    cross_entropy = np.nansum(-np.log(a) * y - np.log(1 - a) * (1 - y)) / m
    return cross_entropy + lam / (2 * m) * sum(np.sum(w**2) for w in weights)


def train(x, y, lam=0.0, keep=1.0, mask="frozen"):
    weights, biases = initialize([2, 20, 3, 1])
    m = y.shape[1]
    costs = {}
    for i in range(ITERATIONS):
        if mask == "frozen" and keep < 1:
            np.random.seed(1)
        activations, masks, a = forward(x, weights, biases, lambda shape: np.random.rand(*shape), keep)
        if i % 10_000 == 0:
            costs[i] = float(cost_of(a, y, weights, lam))
        dz = a - y
        gradients = []
        for layer in reversed(range(len(weights))):
            below = activations[layer]
            gradients.insert(0, (dz @ below.T / m + lam / m * weights[layer], dz.sum(axis=1, keepdims=True) / m))
            if layer > 0:
                da = weights[layer].T @ dz
                if keep < 1:
                    da = da * masks[layer - 1] / keep
                dz = da * (below > 0)
        for layer, (dw, db) in enumerate(gradients):
            weights[layer] = weights[layer] - LEARNING_RATE * dw
            biases[layer] = biases[layer] - LEARNING_RATE * db
    return weights, biases, costs


def accuracy(x, y, weights, biases):
    probabilities = forward(x, weights, biases, None, 1.0)[2]
    return float(np.mean((probabilities > 0.5) == y))


VARIANTS = {
    "none": {},
    "l2": {"lam": 0.7},
    "dropout": {"keep": 0.86},
    "l2+dropout": {"lam": 3.0, "keep": 0.8},
    "stream": {"keep": 0.86, "mask": "stream"},
}

training, test = read_points("TRAINING_POINTS"), read_points("TEST_POINTS")
figures = {"numpy": np.__version__, "variants": {}}
for name, settings in VARIANTS.items():
    weights, biases, costs = train(*training, **settings)
    figures["variants"][name] = {
        "costs": costs,
        "accuracy": {
            "training": accuracy(*training, weights, biases),
            "test": accuracy(*test, weights, biases),
        },
        "weightNorms": [float(np.linalg.norm(w)) for w in weights],
    }
    print(name, figures["variants"][name])
pathlib.Path(__file__).with_name("football-figures.json").write_text(json.dumps(figures, indent=1) + "\n")
