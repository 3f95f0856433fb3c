"""
How a peer in Python talks with bench/run.ts: the job comes as a line of JSON on standard input; then every line asks
for a run of so many iterations from the first parameters on, and is answered by the seconds that it took and its loss.
"""

import base64
import glob
import json
import os
import platform
import sys

import numpy as np


class Job:
    """
    The job, its arrays as NumPy arrays of the job's precision: features and targets with one row per feature or
    output and one column per example, weights by layer as units × inputs, biases by layer.
    """

    def __init__(self, message):
        self.dtype = np.float64 if message["precision"] == "f64" else np.float32
        self.sizes = message["sizes"]
        self.examples = message["examples"]
        self.batch_size = message["batchSize"]
        self.optimizer = message["optimizer"]
        self.learning_rate = message["learningRate"]
        self.penalty = message["lambda"]
        self.keep = message["keepProbability"]
        self.has_fresh_masks = message["mask"] == "fresh"
        self.is_binary = message["output"] == "sigmoid"
        self.features = self.decode(message["features"], (self.sizes[0], -1))
        self.targets = self.decode(message["targets"], (self.sizes[-1], -1))
        shapes = list(zip(self.sizes[1:], self.sizes))
        self.weights = [self.decode(text, shape) for text, shape in zip(message["weights"], shapes)]
        self.biases = [self.decode(text, (-1,)) for text in message["biases"]]
        self.masks = [
            self.decode(text, (units, -1)) for text, units in zip(message["masks"], self.sizes[1:])
        ]

    def decode(self, text, shape):
        numbers = np.frombuffer(base64.b64decode(text), dtype="<f8")
        return np.ascontiguousarray(numbers.reshape(shape), dtype=self.dtype)


def blas_name():
    """The OpenBLAS in use and the processor that its kernels are for, where it can be told."""
    try:
        from threadpoolctl import threadpool_info

        return ", ".join(
            f"OpenBLAS {entry['version']} ({entry['architecture']})"
            for entry in threadpool_info()
            if entry["internal_api"] == "openblas"
        )
    except ImportError:
        return bundled_blas_name()


def bundled_blas_name():
    """The same from the library that NumPy's packages from PyPI bring."""
    import ctypes

    folder = os.path.join(os.path.dirname(np.__file__), os.pardir, "numpy.libs")
    for path in glob.glob(os.path.join(folder, "*openblas*")):
        library = ctypes.CDLL(path)
        parts = [getattr(library, f"scipy_openblas_get_{part}64_", None) for part in ("config", "corename")]
        if None not in parts:
            for part in parts:
                part.restype = ctypes.c_char_p
            config, core = (part().decode() for part in parts)
            return f"OpenBLAS {config.split()[1]} ({core})"
    return ""


def serve(version, create):
    """
    Answers until standard input ends.

    :param version: name and version of the system, as results show it
    :param create: takes the job, gives a function that takes iterations and gives (seconds, loss)
    """
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    run = create(Job(json.loads(sys.stdin.readline())))
    runtime = ", ".join(part for part in (f"Python {platform.python_version()}", blas_name()) if part)
    answer(answers, {"version": version, "runtime": runtime})
    for line in sys.stdin:
        seconds, loss = run(json.loads(line)["iterations"])
        answer(answers, {"seconds": seconds, "loss": loss})


def answer(stream, message):
    stream.write(json.dumps(message) + "\n")
    stream.flush()
