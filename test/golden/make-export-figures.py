"""Makes export-figures.json: what the PyTorch programs of `wellfit export` predict, executed as they are beside the model.

Programs for Keras are only parsed: a syntax error stops this script.

Run:  node test/golden/make-export-programs.ts | python3 test/golden/make-export-figures.py
(needs torch; written with PyTorch 1.13)
"""

import ast
import base64
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


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def figures_of(program):
    pathlib.Path("model.wellfit").write_bytes(base64.b64decode(program["file"]))
    name, rows = program["name"], program["rows"]
    ast.parse(program["keras"])
    predictions = predict(program["pytorch"], name, rows)
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
