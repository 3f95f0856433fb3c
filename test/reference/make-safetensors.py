"""Makes safetensors.json: a file as the `safetensors` package writes it, and what is in it.

Run:  python3 test/reference/make-safetensors.py
(needs safetensors and NumPy; written with safetensors 0.8)
"""

import base64
import json
import pathlib

import numpy as np
from safetensors.numpy import save

HERE = pathlib.Path(__file__).resolve().parent
tensors = {
    "single": np.array(-0.5),
    "matrix": np.arange(6, dtype=np.float64).reshape(2, 3) / 7,
    "none": np.zeros((0, 4)),
    "row": np.array([1 / 3, 1e-40, 3e38], dtype=np.float32),
}
metadata = {"note": "zwölf"}
document = {
    "file": base64.b64encode(save(tensors, metadata)).decode(),
    "metadata": metadata,
    "tensors": {
        name: {"shape": list(array.shape), "values": array.astype(float).ravel().tolist()}
        for name, array in tensors.items()
    },
}
(HERE / "safetensors.json").write_text(json.dumps(document) + "\n")
