"""Makes export-figures.json: what the PyTorch programs of `wellfit export` predict, executed as they are beside the model.

Programs for Keras are only parsed: a syntax error stops this script.

Run:  node test/golden/make-export-programs.ts | python3 test/golden/make-export-figures.py
(needs torch; written with PyTorch 1.13)
"""

import ast
import base64
import datetime
import hashlib
import json
import os
import pathlib
import sys
import tempfile

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent


def predict(code, name, rows):
    names = {"__name__": "exported"}
    exec(compile(code, name, "exec"), names)
    return np.asarray(names["predict"](rows)).ravel()


def turned(rows):
    """Rows with the dates of Python and NumPy in turn."""
    if isinstance(rows[0], list):
        return rows
    return [{name: cell_of(cell, place % 2) for name, cell in row.items()} for place, row in enumerate(rows)]


def cell_of(cell, is_numpy):
    if not isinstance(cell, dict):
        return cell
    if is_numpy:
        return np.datetime64(cell["milliseconds"], "ms")
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=cell["milliseconds"])


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def figures_of(program):
    pathlib.Path("model.wellfit").write_bytes(base64.b64decode(program["file"]))
    name, rows = program["name"], turned(program["rows"])
    ast.parse(program["keras"])
    predictions = predict(program["pytorch"], name, rows)
    if isinstance(rows[0], dict):
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        np.testing.assert_array_equal(predict(program["pytorch"], name, columns), predictions)
    return {
        "name": name,
        "pytorch": hash_of(program["pytorch"]),
        "keras": hash_of(program["keras"]),
        "predictions": predictions.tolist(),
    }


programs = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    figures = [figures_of(program) for program in programs]
(HERE / "export-figures.json").write_text(json.dumps(figures) + "\n")
