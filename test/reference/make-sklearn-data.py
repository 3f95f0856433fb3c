"""Makes sklearn-data.json: make_moons, make_circles and make_blobs of scikit-learn for some arguments and seeds.

Run:  python3 test/reference/make-sklearn-data.py      (needs scikit-learn; written with 1.2.1)
"""

import json
import pathlib

import sklearn
from sklearn.datasets import make_blobs, make_circles, make_moons


def case(points, labels, **options):
    return {"options": options, "points": points.tolist(), "labels": labels.tolist()}


def moons(examples, noise, seed):
    points, labels = make_moons(examples, noise=noise or None, random_state=seed)
    return case(points, labels, examples=examples, noise=noise, seed=seed)


def circles(examples, noise, factor, seed):
    points, labels = make_circles(examples, noise=noise or None, factor=factor, random_state=seed)
    return case(points, labels, examples=examples, noise=noise, factor=factor, seed=seed)


def blobs(examples, centers, features, deviation, seed):
    points, labels = make_blobs(
        examples, centers=centers, n_features=features, cluster_std=deviation, random_state=seed
    )
    return case(points, labels, examples=examples, centers=centers, features=features, deviation=deviation, seed=seed)


result = {
    "sklearn": sklearn.__version__,
    "moons": [moons(40, 0.2, 3), moons(41, 0, 0), moons(7, 0.05, 42)],
    "circles": [circles(40, 0.1, 0.5, 3), circles(41, 0, 0.8, 0), circles(7, 0.05, 0.3, 42)],
    "blobs": [blobs(40, 2, 2, 1.0, 3), blobs(41, 3, 4, 0.5, 0), blobs(7, 5, 1, 2.0, 42)],
}
pathlib.Path(__file__).with_name("sklearn-data.json").write_text(json.dumps(result) + "\n")
