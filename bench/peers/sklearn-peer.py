"""
scikit-learn's MLPClassifier: plain gradient descent on all examples, λ as alpha. A first fit of one iteration creates
its arrays; with warm_start the next fit goes on from our first parameters, which replace them.
"""

import time
import warnings

import numpy as np
import sklearn
from protocol import serve
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier


def create(job):
    warnings.simplefilter("ignore", ConvergenceWarning)
    x = np.ascontiguousarray(job.features.T)
    y = job.targets[0].astype(int) if job.is_binary else job.targets.argmax(axis=0)

    def run(iterations):
        network = MLPClassifier(
            hidden_layer_sizes=job.sizes[1:-1],
            activation="relu",
            solver="sgd",
            learning_rate="constant",
            learning_rate_init=job.learning_rate,
            momentum=0,
            nesterovs_momentum=False,
            alpha=job.penalty,
            batch_size=job.examples,
            shuffle=False,
            n_iter_no_change=np.inf,
            max_iter=1,
            warm_start=True,
            random_state=1,
        )
        network.fit(x, y)
        network.coefs_ = [weights.T.copy() for weights in job.weights]
        network.intercepts_ = [biases.copy() for biases in job.biases]
        network.set_params(max_iter=iterations)
        start = time.perf_counter()
        network.fit(x, y)
        seconds = time.perf_counter() - start
        return seconds, float(network.loss_)

    return run


serve(f"scikit-learn {sklearn.__version__}", create)
