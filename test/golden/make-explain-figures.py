"""Makes explain-figures.json: where the programs that `wellfit explain` writes lead, executed as they are.

Each gets its arrays as .npy files and the first parameters of wellfit's own run in place of those that it drew. Of those that
draw random numbers, nothing is kept but that they end with finite numbers.

Run:  node test/golden/make-explain-programs.ts | python3 test/golden/make-explain-figures.py
(needs torch and scikit-learn; written with PyTorch 1.13 and scikit-learn 1.2)
"""

import hashlib
import json
import os
import pathlib
import sys
import tempfile
import warnings

import numpy as np
import torch
from torch import nn

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).resolve().parent


def execute(program):
    np.save("X.npy", np.array(program["features"], dtype=float))
    np.save("y.npy", np.array(program["targets"], dtype=float))
    np.save("X_development.npy", np.array(program["features"], dtype=float))
    np.save("y_development.npy", np.array(program["targets"], dtype=float))
    if program["weights"] is not None:
        np.save("weights.npy", np.array(program["weights"], dtype=float))
    names = {"__name__": "explained"}
    exec(compile(program["code"], program["name"], "exec"), names)
    return names


def run_pytorch(program):
    names = execute(program)
    given = program["parameters"]
    modules = {}
    layer = 0
    for module in names["model"]:
        if isinstance(module, nn.Linear):
            layer += 1
            modules[f"W{layer}"], modules[f"b{layer}"] = module.weight, module.bias
        if isinstance(module, (nn.BatchNorm1d, nn.LayerNorm)):
            modules[f"gamma{layer}"], modules[f"beta{layer}"] = module.weight, module.bias
        if isinstance(module, nn.BatchNorm1d):
            modules[f"mean{layer}"], modules[f"variance{layer}"] = module.running_mean, module.running_var
    assert set(modules) == set(given), program["name"]
    with torch.no_grad():
        for name, rows in given.items():
            modules[name].copy_(torch.tensor(rows, dtype=torch.float64).reshape(modules[name].shape))
    names["train"]()
    return {name: value.detach().flatten().tolist() for name, value in modules.items()}


def run_sklearn(program):
    names = execute(program)
    given = program["parameters"]
    model, layers = names["model"], len(given) // 2
    first = iter([(np.array(given[f"W{i}"], dtype=float).T.copy(), np.array(given[f"b{i}"], dtype=float)[:, 0]) for i in range(1, layers + 1)])
    model._init_coef = lambda *_: next(first)
    model.fit(names["X"], names["y"])
    found = {}
    for i, (w, b) in enumerate(zip(model.coefs_, model.intercepts_), 1):
        found[f"W{i}"], found[f"b{i}"] = w.T.flatten().tolist(), b.tolist()
    return found


def figures_of(program):
    parameters = {"pytorch": run_pytorch, "sklearn": run_sklearn}[program["system"]](program)
    assert all(np.isfinite(block).all() for block in parameters.values()), program["name"]
    code = hashlib.sha256(program["code"].encode()).hexdigest()
    kept = None if program["isRandom"] else parameters
    return {"name": program["name"], "system": program["system"], "code": code, "parameters": kept}


programs = json.load(sys.stdin)
os.chdir(tempfile.mkdtemp())
lines = [json.dumps(figures_of(program), separators=(",", ":"), ensure_ascii=False) for program in programs]
(HERE / "explain-figures.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
