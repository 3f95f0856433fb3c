"""NumPy as the exercise writes it: an expression for every formula, and a new array for each."""

import time

import numpy as np
from protocol import serve


def create(job):
    x, y = job.features, job.targets
    m = job.examples
    layers = range(len(job.weights))

    def draw_masks():
        return [(np.random.rand(units, m) < job.keep) / job.keep for units in job.sizes[1:-1]]

    def forward(w, b, masks):
        inputs, a = [x], x
        for layer in layers[:-1]:
            a = np.maximum(0, np.dot(w[layer], a) + b[layer])
            if masks:
                a = a * masks[layer]
            inputs.append(a)
        return inputs, np.dot(w[-1], a) + b[-1]

    def backward(w, inputs, z, masks):
        dz = 1 / (1 + np.exp(-z)) - y
        gradients = []
        for layer in reversed(layers):
            dw = 1 / m * np.dot(dz, inputs[layer].T) + job.penalty / m * w[layer]
            gradients.insert(0, (dw, 1 / m * np.sum(dz, axis=1, keepdims=True)))
            if layer:
                da = np.dot(w[layer].T, dz)
                if masks:
                    da = da * masks[layer - 1]
                dz = np.multiply(da, np.int64(inputs[layer] > 0))
        return gradients

    def loss_of(w, z):
        data = np.sum(np.logaddexp(0, z) - y * z) / m
        return float(data + job.penalty / (2 * m) * sum(np.sum(np.square(weights)) for weights in w))

    def run(iterations):
        np.random.seed(1)
        w = [weights.copy() for weights in job.weights]
        b = [biases.reshape(-1, 1).copy() for biases in job.biases]
        start = time.perf_counter()
        for iteration in range(iterations):
            masks = draw_masks() if job.has_fresh_masks else job.masks
            inputs, z = forward(w, b, masks)
            if iteration == iterations - 1:
                loss = loss_of(w, z)
            for layer, (dw, db) in enumerate(backward(w, inputs, z, masks)):
                w[layer] = w[layer] - job.learning_rate * dw
                b[layer] = b[layer] - job.learning_rate * db
        return time.perf_counter() - start, loss

    return run


serve(f"NumPy {np.__version__}", create)
