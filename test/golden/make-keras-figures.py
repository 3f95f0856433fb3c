"""Makes keras-figures.json: where the programs for Keras that `wellfit explain` writes lead, executed as they are.

Each gets its arrays as .npy files, and the first parameters of wellfit's own run between compiling and fitting.

Run:  node test/golden/make-explain-programs.ts | python3 test/golden/make-keras-figures.py
(needs keras and tensorflow; written with Keras 3.15 and TensorFlow 2.21)
"""

import ast
import hashlib
import json
import os
import pathlib
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"

import keras
import numpy as np

HERE = pathlib.Path(__file__).resolve().parent


def save_arrays(program):
    np.save("X.npy", np.array(program["features"], dtype=float))
    np.save("y.npy", np.array(program["targets"], dtype=float))
    np.save("X_development.npy", np.array(program["features"], dtype=float))
    np.save("y_development.npy", np.array(program["targets"], dtype=float))
    if program["weights"] is not None:
        np.save("weights.npy", np.array(program["weights"], dtype=float))


def variables_of(model):
    """The trained numbers by wellfit's names, each with whether wellfit has it the other way round."""
    found, layer = {}, 0
    for module in model.layers:
        if isinstance(module, keras.layers.Dense):
            layer += 1
            found[f"W{layer}"], found[f"b{layer}"] = (module.kernel, True), (module.bias, False)
        if isinstance(module, (keras.layers.BatchNormalization, keras.layers.LayerNormalization)):
            found[f"gamma{layer}"], found[f"beta{layer}"] = (module.gamma, False), (module.beta, False)
        if isinstance(module, keras.layers.BatchNormalization):
            found[f"mean{layer}"] = (module.moving_mean, False)
            found[f"variance{layer}"] = (module.moving_variance, False)
    return found


def run(program):
    save_arrays(program)
    tree = ast.parse(program["keras"])
    *definitions, guard = tree.body
    names = {"__name__": "explained"}
    exec(compile(ast.Module(definitions, []), program["name"], "exec"), names)
    variables = variables_of(names["model"])
    given = program["parameters"]
    assert set(variables) == set(given), program["name"]
    for name, (variable, is_turned) in variables.items():
        rows = np.array(given[name], dtype=float)
        variable.assign(rows.T if is_turned else rows.reshape(variable.shape))
    names["keras"].utils.disable_interactive_logging()
    exec(compile(ast.Module(guard.body, []), program["name"], "exec"), names)
    numbers = {name: variable.numpy() for name, (variable, _) in variables.items()}
    return {name: (v.T if variables[name][1] else v).flatten().tolist() for name, v in numbers.items()}


def figures_of(program):
    parameters = run(program)
    assert all(np.isfinite(block).all() for block in parameters.values()), program["name"]
    code = hashlib.sha256(program["keras"].encode()).hexdigest()
    kept = None if program["isRandom"] else parameters
    return {"name": program["name"], "code": code, "parameters": kept}


programs = json.load(sys.stdin)
os.chdir(tempfile.mkdtemp())
lines = [json.dumps(figures_of(program), separators=(",", ":"), ensure_ascii=False) for program in programs]
(HERE / "keras-figures.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
