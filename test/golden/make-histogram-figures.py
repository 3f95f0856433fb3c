"""Makes histogram-figures.json: NumPy's histograms of numbers by its rule "auto", with at most 40 bins.

Run:  python3 test/golden/make-histogram-figures.py
(needs NumPy; written with 1.24)
"""

import json
import pathlib

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
MOST_BINS = 40

random = np.random.RandomState(6)


def rounded(values, decimals=4):
    return np.round(values, decimals)


columns = {
    "two numbers": np.array([0.25, 7.5]),
    "eight numbers": rounded(random.normal(size=8)),
    "twenty-seven numbers": rounded(random.uniform(size=27)),
    "sixty-four numbers": rounded(random.normal(size=64)),
    "a thousand numbers": rounded(random.normal(size=1000), 3),
    "a long tail": rounded(np.exp(2 * random.normal(size=300)), 2),
    "quartiles that are one": np.where(np.arange(50) % 10 == 0, 2.5 + np.arange(50) / 7, 0.5),
    "tenths": np.arange(31) / 10,
    "negative numbers far from zero": rounded(-1e6 + random.normal(size=100)),
    "tiny numbers": 1e-12 * rounded(random.normal(size=100)),
    "huge numbers": 1e90 * rounded(random.normal(size=100)),
}


def histogram(values):
    bins = min(MOST_BINS, len(np.histogram_bin_edges(values, "auto")) - 1)
    counts, edges = np.histogram(values, bins=bins)
    return {"values": values.tolist(), "edges": edges.tolist(), "counts": counts.tolist()}


figures = {name: histogram(values) for name, values in columns.items()}
(HERE / "histogram-figures.json").write_text(json.dumps(figures, indent=1) + "\n")
