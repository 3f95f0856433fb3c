"""Writes tuning-figures.json: how far Optuna's TPE and random search come on three functions, seed by seed.

The functions are Branin and Hartmann's of six variables, as published, and the table of tuning-table.json, in which each
look at a cell brings noise and a search is judged by the true mean of the cell that looked best. Optuna's samplers have
their own defaults throughout.

Run:  python3 test/golden/make-tuning-figures.py      (needs optuna)
"""

import json
import math
from pathlib import Path

import numpy as np
import optuna

FOLDER = Path(__file__).parent
TRIALS = 100
SEEDS = 50

optuna.logging.set_verbosity(optuna.logging.ERROR)
table = json.loads((FOLDER / "tuning-table.json").read_text())


def branin(trial):
    x = trial.suggest_float("x", -5, 10)
    y = trial.suggest_float("y", 0, 15)
    parabola = y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6
    return parabola**2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


ALPHA = [1.0, 1.2, 3.0, 3.2]
A = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
]
P = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
]


def hartmann6(trial):
    x = [trial.suggest_float(f"x{i}", 0, 1) for i in range(6)]
    return -sum(
        alpha * math.exp(-sum(a * (xi - p / 10_000) ** 2 for a, xi, p in zip(row, x, places)))
        for alpha, row, places in zip(ALPHA, A, P)
    )


def cell_of(params):
    levels = table["levels"]
    counts = [len(levels[name]) for name in levels]
    index = 0
    for name, count in zip(levels, counts):
        index = index * count + params[name]
    return index


def noisy_table(seed):
    noise = np.random.RandomState(10_000 + seed)

    def look(trial):
        counts = {name: len(values) for name, values in table["levels"].items()}
        params = {"hiddenLayers": trial.suggest_categorical("hiddenLayers", list(range(counts["hiddenLayers"])))}
        for name in ["lambda", "keepProbability", "learningRate"]:
            params[name] = trial.suggest_int(name, 0, counts[name] - 1)
        cell = cell_of(params)
        return table["means"][cell] + table["errors"][cell] * noise.standard_normal()

    return look


def best_of(function, sampler):
    study = optuna.create_study(sampler=sampler)
    study.optimize(function, n_trials=TRIALS)
    return study


def figures(make_sampler):
    return {
        "branin": [best_of(branin, make_sampler(seed)).best_value for seed in range(SEEDS)],
        "hartmann6": [best_of(hartmann6, make_sampler(seed)).best_value for seed in range(SEEDS)],
        "noisyTable": [
            table["means"][cell_of(best_of(noisy_table(seed), make_sampler(seed)).best_params)]
            for seed in range(SEEDS)
        ],
    }


document = {
    "optuna": optuna.__version__,
    "trials": TRIALS,
    "tpe": figures(lambda seed: optuna.samplers.TPESampler(seed=seed)),
    "random": figures(lambda seed: optuna.samplers.RandomSampler(seed=seed)),
}
(FOLDER / "tuning-figures.json").write_text(json.dumps(document) + "\n")
