"""NumPy: gradient descent written out, the gradient of a sum scaled once, arrays reused where that is natural."""

import time

import numpy as np
from protocol import serve


def create(job):
    x, y = job.features, job.targets
    layers = len(job.weights)
    scale = job.dtype(job.learning_rate / job.examples)
    shrink = job.dtype(1 - job.learning_rate * job.penalty / job.examples)

    def draw_masks():
        return [
            ((np.random.rand(units, job.examples) < job.keep) / job.keep).astype(job.dtype, copy=False)
            for units in job.sizes[1:-1]
        ]

    def outputs_of(z):
        if job.is_binary:
            return 1 / (1 + np.exp(-z))
        powers = np.exp(z - z.max(axis=0))
        powers /= powers.sum(axis=0)
        return powers

    def descend(w, b, iterations):
        masks = job.masks
        for _ in range(iterations):
            if job.has_fresh_masks:
                masks = draw_masks()
            a, inputs = x, [x]
            for layer in range(layers - 1):
                a = w[layer] @ a
                a += b[layer]
                np.maximum(a, 0, out=a)
                if masks:
                    a *= masks[layer]
                inputs.append(a)
            z = w[-1] @ a
            z += b[-1]
            dz = outputs_of(z)
            dz -= y
            for layer in range(layers - 1, -1, -1):
                below = inputs[layer]
                da = w[layer].T @ dz if layer else None
                if job.penalty:
                    w[layer] *= shrink
                gradient = dz @ below.T
                gradient *= scale
                w[layer] -= gradient
                b[layer] -= scale * dz.sum(axis=1, keepdims=True)
                if layer:
                    if masks:
                        da *= masks[layer - 1]
                    da *= below > 0
                    dz = da
        return z

    def loss_of(z, squares):
        z = z.astype(np.float64)
        if job.is_binary:
            data = np.logaddexp(0, z) - y * z
        else:
            data = np.logaddexp.reduce(z, axis=0) - (y * z).sum(axis=0)
        return float(data.sum() / job.examples + job.penalty / (2 * job.examples) * squares)

    def run(iterations):
        np.random.seed(1)
        w = [weights.copy() for weights in job.weights]
        b = [biases.reshape(-1, 1).copy() for biases in job.biases]
        start = time.perf_counter()
        descend(w, b, iterations - 1)
        squares = sum(np.sum(weights**2) for weights in w) if job.penalty else 0
        z = descend(w, b, 1)
        seconds = time.perf_counter() - start
        return seconds, loss_of(z, squares)

    return run


serve(f"NumPy {np.__version__}", create)
