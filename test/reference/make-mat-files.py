"""Makes mat-files.json: two .mat files that SciPy wrote, in base64, and the numbers that are in them.

Run:  python3 test/reference/make-mat-files.py      (needs scipy; written with SciPy 1.10.1)
"""

import base64
import io
import json
import pathlib

import numpy as np
import scipy
from scipy.io import savemat
from scipy.sparse import csc_matrix

VARIABLES = {
    "X": np.array([[1.5, -2.0], [3.25, 4.0], [5.0, 6e-300]]),
    "y": np.array([[1], [0], [1]], dtype=np.uint8),
    "i16": np.array([[-300, 300]], dtype=np.int16),
    "i64": np.array([[-(2**53), 2**53]], dtype=np.int64),
    "u32": np.array([[2**32 - 1]], dtype=np.uint32),
    "f32": np.array([[0.5, 0.1]], dtype=np.float32),
    "flags": np.array([[True, False]]),
    "cube": np.arange(24.0).reshape(2, 3, 4),
    "empty": np.zeros((0, 3)),
    "text": "hello",
    "record": {"a": 1},
    "cells": np.array([1, "two"], dtype=object),
    "sparse": csc_matrix(np.eye(3)),
    "complex": np.array([[1 + 2j]]),
}


def describe(value):
    array = np.atleast_2d(value)
    return {"dimensions": list(array.shape), "values": array.astype(float).ravel(order="F").tolist()}


def save(**options):
    buffer = io.BytesIO()
    savemat(buffer, VARIABLES, **options)
    return base64.b64encode(buffer.getvalue()).decode()


numeric = ["X", "y", "i16", "i64", "u32", "f32", "flags", "cube", "empty"]
result = {
    "scipy": scipy.__version__,
    "plain": save(do_compression=False),
    "compressed": save(do_compression=True),
    "arrays": {name: describe(VARIABLES[name]) for name in numeric},
}
pathlib.Path(__file__).with_name("mat-files.json").write_text(json.dumps(result, indent=1) + "\n")
