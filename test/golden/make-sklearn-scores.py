"""Makes sklearn-scores.json: what scikit-learn's MLPClassifier reaches on the folds that make-fold-data.ts prints.

It has its defaults, but for max_iter: iris takes more than its 200 epochs. With 5000 every run ends by the rule of its
own (no improvement of the cost by 1e-4 in 10 epochs); one that does not ends this script. Features of different
units get the mean 0 and the deviation 1 on the training examples, as wellfit's do.

Run:  node test/golden/make-fold-data.ts | python3 test/golden/make-sklearn-scores.py
(needs scikit-learn; written with 1.2.1)
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

CHANGED = {"max_iter": 5000}
RANDOM_STATES = list(range(5))

warnings.simplefilter("error", ConvergenceWarning)


def score(data_set, held_out, state):
    folds = data_set["folds"]
    others = [fold for index, fold in enumerate(folds) if index != held_out]
    rows, classes = (np.concatenate([np.array(fold[key]) for fold in others]) for key in ("features", "classes"))
    test_rows, test_classes = (np.array(folds[held_out][key]) for key in ("features", "classes"))
    if data_set["isStandardized"]:
        scaler = StandardScaler().fit(rows)
        rows, test_rows = scaler.transform(rows), scaler.transform(test_rows)
    model = MLPClassifier(**CHANGED, random_state=state).fit(rows, classes)
    return {
        "accuracy": model.score(test_rows, test_classes),
        "logLoss": log_loss(test_classes, model.predict_proba(test_rows)),
        "epochs": model.n_iter_,
    }


def scores_of(data_set):
    folds = range(len(data_set["folds"]))
    scores = [[score(data_set, fold, state) for state in RANDOM_STATES] for fold in folds]
    columns = {key: [[run[key] for run in fold] for fold in scores] for key in scores[0][0]}
    print(data_set["name"], {key: np.mean(column) for key, column in columns.items()})
    return {"size": data_set["size"], "hashes": [fold["hash"] for fold in data_set["folds"]], **columns}


scores = {
    "sklearn": sklearn.__version__,
    "changed": CHANGED,
    "randomStates": RANDOM_STATES,
    "dataSets": {data_set["name"]: scores_of(data_set) for data_set in json.load(sys.stdin)},
}
pathlib.Path(__file__).with_name("sklearn-scores.json").write_text(json.dumps(scores) + "\n")
