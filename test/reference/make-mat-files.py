"""Makes mat-files.json: .mat files that SciPy wrote, in base64, and the classes and numbers that are in them.

Run:  python3 test/reference/make-mat-files.py      (needs scipy; written with SciPy 1.17.1)
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
    "i8": np.array([[-100, 100]], dtype=np.int8),
    "i16": np.array([[-300, 300]], dtype=np.int16),
    "u16": np.array([[2**16 - 1]], dtype=np.uint16),
    "i32": np.array([[-(2**31), 2**31 - 1]], dtype=np.int32),
    "u32": np.array([[2**32 - 1]], dtype=np.uint32),
    "i64": np.array([[-(2**53), 2**53]], dtype=np.int64),
    "u64": np.array([[2**63]], dtype=np.uint64),
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
    # MATLAB calls all types as NumPy does, but for these three.
    matlab_class = {"float64": "double", "float32": "single", "bool": "logical"}.get(array.dtype.name, array.dtype.name)
    return {
        "class": matlab_class,
        "dimensions": list(array.shape),
        "values": array.astype(float).ravel(order="F").tolist(),
    }


def save(variables=VARIABLES, **options):
    buffer = io.BytesIO()
    savemat(buffer, variables, **options)
    return base64.b64encode(buffer.getvalue()).decode()


numeric = ["X", "y", "i8", "i16", "u16", "i32", "u32", "i64", "u64", "f32", "flags", "cube", "empty"]
result = {
    "scipy": scipy.__version__,
    "plain": save(do_compression=False),
    "compressed": save(do_compression=True),
    "version4": save({"X": VARIABLES["X"]}, format="4"),
    "arrays": {name: describe(VARIABLES[name]) for name in numeric},
}
pathlib.Path(__file__).with_name("mat-files.json").write_text(json.dumps(result, indent=1) + "\n")
