"""Makes statistics.json: what SciPy, statsmodels and NumPy say of the statistics of a comparison.

Closed forms come from SciPy and statsmodels where they have them, else from their formulas in NumPy. The crossed bootstrap
is written again in NumPy with random numbers of its own and many more resamples, and analysis of variance as sums over
deviations; both only from their definitions.

Run:  python3 test/reference/make-statistics.py
      (needs numpy, scipy and statsmodels; written with NumPy 2.4.6, SciPy 1.17.1 and statsmodels 0.15.0)
"""

import json
import math
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

BOOTSTRAP_RESAMPLES = 200_000

rng = np.random.default_rng(2015)


def student(degrees):
    """Tails and quantiles; SciPy has no infinite degrees of freedom for t."""
    law = stats.norm if degrees == math.inf else stats.t(degrees)
    # None very near 0: SciPy's tail of Cauchy's distribution errs by 3e-11 at 1e-6.
    positions = [-3.0, -0.2, 0.0, 0.02, 0.3, 1.0, 1.7, 2.5, 4.0, 9.0, 30.0]
    probabilities = [1e-30, 1e-9, 1e-4, 0.025, 0.2, 0.3, 0.499, 0.5, 0.6, 0.8, 0.975, 0.9995]
    return {
        "degreesOfFreedom": "Infinity" if degrees == math.inf else degrees,
        "tails": [[t, float(law.sf(t))] for t in positions],
        "quantiles": [[p, float(law.ppf(p))] for p in probabilities],
    }


def wilson(correct, examples):
    low, high = proportion_confint(correct, examples, alpha=0.05, method="wilson")
    return {"correct": correct, "examples": examples, "low": float(low), "high": float(high)}


def holm(values):
    return {"pValues": values, "adjusted": multipletests(values, method="holm")[1].tolist()}


def exact_mcnemar(first, second):
    table = [[10, first], [second, 10]]
    return {"onlyFirst": first, "onlySecond": second, "pValue": float(mcnemar(table, exact=True).pvalue)}


def bonett_price(first, second, examples):
    p12, p21 = (first + 1) / (examples + 2), (second + 1) / (examples + 2)
    half = stats.norm.ppf(0.975) * np.sqrt((p12 + p21 - (p21 - p12) ** 2) / (examples + 2))
    low, high = np.clip([p21 - p12 - half, p21 - p12 + half], -1, 1)
    return {"onlyFirst": first, "onlySecond": second, "examples": examples, "low": float(low), "high": float(high)}


def resampled_t(values, ratio):
    values = np.array(values)
    count = len(values)
    error = math.sqrt((1 / count + ratio) * values.var(ddof=1))
    law = stats.t(count - 1, loc=values.mean(), scale=error)
    low, high = law.interval(0.95)
    return {
        "values": values.tolist(),
        "testToTraining": ratio,
        "mean": float(values.mean()),
        "standardError": error,
        "low": float(low),
        "high": float(high),
        "pValue": float(2 * stats.t.sf(abs(values.mean() / error), count - 1)),
    }


def answers(seeds, examples, share):
    """Answers that seeds and examples both decide: 1 for a right one."""
    logits = rng.normal(0, 0.5, (seeds, 1)) + rng.normal(0, 1.5, (1, examples))
    chance = 1 / (1 + np.exp(-(math.log(share / (1 - share)) + logits)))
    return (rng.random((seeds, examples)) < chance).astype(float)


def crossed(values):
    """Mean squares, variance components, and the crossed bootstrap's mean, deviation and percentiles."""
    seeds, examples = values.shape
    mean = values.mean()
    rows, columns = values.mean(axis=1, keepdims=True), values.mean(axis=0, keepdims=True)
    by_seeds = examples * ((rows - mean) ** 2).sum() / max(1, seeds - 1)
    by_examples = seeds * ((columns - mean) ** 2).sum() / max(1, examples - 1)
    rest = ((values - rows - columns + mean) ** 2).sum() / max(1, (seeds - 1) * (examples - 1))
    means = np.empty(BOOTSTRAP_RESAMPLES)
    for resample in range(BOOTSTRAP_RESAMPLES):
        r = rng.multinomial(seeds, np.full(seeds, 1 / seeds))
        c = rng.multinomial(examples, np.full(examples, 1 / examples))
        means[resample] = r @ values @ c / (seeds * examples)
    return {
        "seeds": seeds,
        "examples": examples,
        "values": values.ravel().tolist(),
        "meanSquares": {"seeds": float(by_seeds), "examples": float(by_examples), "rest": float(rest)},
        "components": {
            "seeds": max(0.0, float(by_seeds - rest) / examples),
            "examples": max(0.0, float(by_examples - rest) / seeds),
            "rest": float(rest),
        },
        "bootstrap": {
            "mean": float(means.mean()),
            "deviation": float(means.std()),
            "percentiles": [[p, float(np.quantile(means, p))] for p in (0.025, 0.25, 0.5, 0.75, 0.975)],
        },
    }


result = {
    "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__},
    "student": [student(nu) for nu in (0.5, 1, 2, 3.7, 10, 19, 31.5, 100, 1234.5, 1e6, math.inf)],
    "wilson": [wilson(*case) for case in ((190, 200), (0, 20), (20, 20), (1, 1), (37, 61), (999_983, 1_000_000))],
    "holm": [
        holm(values)
        for values in ([0.01, 0.04, 0.03, 0.005], [0.2], [0.5, 0.9, 0.4], [0.02, 0.02, 0.02], [1e-12, 1.0, 0.3, 1e-3, 0.04])
    ],
    "mcnemar": [
        exact_mcnemar(*case)
        for case in ((0, 1), (5, 5), (6, 5), (3, 12), (0, 40), (100, 140), (400, 1), (10_000, 10_300), (1_000_000, 996_000))
    ],
    "bonettPrice": [
        bonett_price(*case) for case in ((0, 0, 50), (3, 12, 200), (12, 3, 200), (0, 40, 40), (1, 0, 1), (100, 140, 100_000))
    ],
    "resampledT": [
        resampled_t([0.93, 0.95, 0.91, 0.94, 0.96], 0.25),
        resampled_t([0.01, -0.02, 0.03, 0.0, 0.015, 0.022, -0.004, 0.01, 0.03, 0.018], 1 / 9),
        resampled_t([-0.5, 0.25], 1.0),
    ],
    "crossed": [
        crossed(answers(20, 60, 0.9)),
        crossed(answers(5, 30, 0.8) - answers(5, 30, 0.7)),
        crossed(answers(1, 40, 0.8)),
        crossed(rng.normal(0.3, 1, (12, 1))),
    ],
}
pathlib.Path(__file__).with_name("statistics.json").write_text(json.dumps(result) + "\n")
