"""Makes numpy-random.json: what NumPy's legacy generator draws, in a form small enough to commit.

For every seed: the SHA-256 of the first 100000 numbers of rand and of randn (little-endian float64), and the draws of
randn in which NumPy differs from the polar method with a correctly rounded logarithm (index and value). A generator
with a correct logarithm matches the hash once these few are put in their places.

Run:  python3 test/reference/make-numpy-random.py      (needs numpy and mpmath; written with NumPy 1.24.2)
"""

import hashlib
import json
import math
import pathlib

import mpmath
import numpy as np

COUNT = 100_000
SEEDS = [0, 1, 3, 42, 2**32 - 1]
mpmath.mp.prec = 120


def sha256(values):
    return hashlib.sha256(np.asarray(values, dtype="<f8").tobytes()).hexdigest()


def exact_normals(seed):
    """The polar method over the same uniform numbers, with a correctly rounded logarithm."""
    uniform = np.random.RandomState(seed)
    values = []
    while len(values) < COUNT:
        while True:
            x1 = 2.0 * uniform.random_sample() - 1.0
            x2 = 2.0 * uniform.random_sample() - 1.0
            r2 = x1 * x1 + x2 * x2
            if 0.0 < r2 < 1.0:
                break
        f = math.sqrt(-2.0 * float(mpmath.log(mpmath.mpf(r2))) / r2)
        values += [f * x2, f * x1]
    return np.array(values[:COUNT])


def draws(seed):
    rand = np.random.RandomState(seed).rand(COUNT)
    randn = np.random.RandomState(seed).randn(COUNT)
    exact = exact_normals(seed)
    differing = np.nonzero(randn != exact)[0]
    r = np.random.RandomState(seed)
    shuffled = np.arange(1000)
    r.shuffle(shuffled)
    return {
        "seed": seed,
        "rand": sha256(rand),
        "firstRand": rand[:5].tolist(),
        "randn": sha256(randn),
        "firstRandn": randn[:5].tolist(),
        "randnDiffersFromExactLog": [[int(i), float(randn[i])] for i in differing],
        "permutation100": np.random.RandomState(seed).permutation(100).tolist(),
        "shuffled1000": hashlib.sha256(shuffled.astype("<f8").tobytes()).hexdigest(),
        "randint": [int(np.random.RandomState(seed).randint(low, high)) for low, high in RANGES],
        "randintArrays": [np.random.RandomState(seed).randint(low, high, 12).tolist() for low, high in RANGES],
        "randintInTurn": np.random.RandomState(seed).randint(0, 10, 20).tolist(),
        "mixed": mixed(seed),
    }


RANGES = [(0, 1), (0, 2), (-5, 6), (0, 1000), (0, 2**31), (0, 2**32), (-(2**31), 2**31), (7, 8), (0, 2**32 - 1)]


def mixed(seed):
    """Normals, uniforms and integers from one generator: shows that the waiting normal is kept."""
    r = np.random.RandomState(seed)
    return [r.randn(), r.rand(), r.randn(), r.randn(), float(r.randint(0, 7)), r.randn(), r.rand()]


out = pathlib.Path(__file__).with_name("numpy-random.json")
result = {"numpy": np.__version__, "count": COUNT, "ranges": RANGES, "seeds": [draws(s) for s in SEEDS]}
out.write_text(json.dumps(result, indent=1) + "\n")
print("wrote", out.name, [len(s["randnDiffersFromExactLog"]) for s in result["seeds"]])
