"""Makes metric-figures.json: metrics, curves, temperatures and uncertainties of small examples, by scikit-learn and SciPy.

What scikit-learn lacks (the Brier score and the calibration error of several classes, uncertainties) is written from
the formulas in NumPy. Where it refuses examples (ROC-AUC of a class that is absent), the mean over the others stands.

Run:  python3 test/golden/make-metric-figures.py      (needs scikit-learn and SciPy; written with 1.2.1 and 1.10.1)
"""

import json
import pathlib
import warnings

import numpy as np
import scipy
import sklearn
from scipy.optimize import brentq, minimize_scalar
from scipy.special import log_softmax, softmax
from scipy.stats import entropy
from sklearn import metrics as m
from sklearn.calibration import calibration_curve

warnings.simplefilter("ignore")
random = np.random.RandomState(5)


def multiclass_brier(y, p, w):
    return np.average(((p - np.eye(p.shape[1])[y]) ** 2).sum(axis=1), weights=w)


def calibration_error(hit, p, w, bins=10):
    w = np.ones(len(p)) if w is None else w
    which = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], p)
    gaps = [abs(np.sum((w * (hit - p))[which == b])) for b in range(bins)]
    return sum(gaps) / w.sum()


def binary(y, p, w):
    answers = (p > 0.5).astype(int)
    figures = {
        "accuracy": m.accuracy_score(y, answers, sample_weight=w),
        "balancedAccuracy": m.balanced_accuracy_score(y, answers, sample_weight=w),
        "precision": m.precision_score(y, answers, sample_weight=w),
        "recall": m.recall_score(y, answers, sample_weight=w),
        "f1": m.f1_score(y, answers, sample_weight=w),
        "averagePrecision": m.average_precision_score(y, p, sample_weight=w),
        "logLoss": m.log_loss(y, p, labels=[0, 1], sample_weight=w),
        "brierScore": m.brier_score_loss(y, p, pos_label=1, sample_weight=w),
        "calibrationError": calibration_error(y, p, w),
    }
    figures["rocAuc"] = m.roc_auc_score(y, p, sample_weight=w) if 0 < sum(y) < len(y) else None
    return figures


def multiclass(y, p, w):
    answers = p.argmax(axis=1)
    labels = range(p.shape[1])
    options = {"labels": labels, "sample_weight": w}
    of_each = [(y == k).astype(int) for k in labels]
    areas = [m.roc_auc_score(t, p[:, k], sample_weight=w) for k, t in enumerate(of_each) if 0 < t.sum() < len(t)]
    return {
        "accuracy": m.accuracy_score(y, answers, sample_weight=w),
        "balancedAccuracy": m.balanced_accuracy_score(y, answers, sample_weight=w),
        "macroPrecision": m.precision_score(y, answers, average="macro", **options),
        "macroRecall": m.recall_score(y, answers, average="macro", **options),
        "macroF1": m.f1_score(y, answers, average="macro", **options),
        "microF1": m.f1_score(y, answers, average="micro", **options),
        "rocAuc": np.mean(areas) if areas else None,
        "averagePrecision": np.mean([m.average_precision_score(t, p[:, k], sample_weight=w) for k, t in enumerate(of_each)]),
        "logLoss": m.log_loss(y, p, labels=labels, sample_weight=w),
        "brierScore": multiclass_brier(y, p, w),
        "calibrationError": calibration_error((answers == y).astype(float), p.max(axis=1), w),
    }


def multilabel(y, p, w):
    answers = (p > 0.5).astype(int)
    return {
        "macroPrecision": m.precision_score(y, answers, average="macro", sample_weight=w),
        "macroRecall": m.recall_score(y, answers, average="macro", sample_weight=w),
        "macroF1": m.f1_score(y, answers, average="macro", sample_weight=w),
        "microF1": m.f1_score(y, answers, average="micro", sample_weight=w),
        "subsetAccuracy": m.accuracy_score(y, answers, sample_weight=w),
        "hammingAccuracy": 1 - m.hamming_loss(y, answers, sample_weight=w),
    }


def regression(y, p, w):
    return {
        "r2": m.r2_score(y, p, sample_weight=w),
        "rmse": m.mean_squared_error(y, p, squared=False, sample_weight=w),
        "mae": m.mean_absolute_error(y, p, sample_weight=w),
    }


def count(y, p, w):
    return {**regression(y, p, w), "poissonDeviance": m.mean_poisson_deviance(y, p, sample_weight=w)}


TASKS = {"binary": binary, "multiclass": multiclass, "multilabel": multilabel, "regression": regression, "count": count}


def case(task, name, y, p, w=None):
    y, p = np.asarray(y), np.asarray(p, dtype=float)
    w = None if w is None else np.asarray(w, dtype=float)
    examples = {
        "task": task,
        "outputs": 1 if p.ndim == 1 else p.shape[1],
        "predictions": p.ravel().tolist(),
        "targets": y.ravel().tolist(),
    }
    if w is not None:
        examples["weights"] = w.tolist()
    expected = {key: None if value is None else float(value) for key, value in TASKS[task](y, p, w).items()}
    return {"name": f"{task}, {name}", "examples": examples, "expected": expected}


def guess(n, classes, sharpness=1.5, absent=()):
    present = [k for k in range(classes) if k not in absent]
    y = random.choice(present, n)
    logits = random.randn(n, classes) + sharpness * np.eye(classes)[y]
    return y, logits


def weights(n):
    return np.round(random.rand(n) * 3, 2)


y2 = random.randint(0, 2, 40)
p2 = np.clip(0.3 * y2 + 0.7 * random.rand(40), 0, 1)
y3, logits3 = guess(30, 3)
p3 = softmax(logits3, axis=1)
y4, logits4 = guess(25, 4, absent=(2,))
tied3 = np.array([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.25, 0.25, 0.5], [0.5, 0.5, 0.0], [0.0, 0.5, 0.5]])
ylabels = random.randint(0, 2, (20, 3))
plabels = np.clip(0.25 * ylabels + 0.75 * random.rand(20, 3), 0, 1)
numbers = random.randn(20, 2) * 3 + 10
counts = random.poisson(3, 20)

CASES = [
    case("binary", "scattered", y2, p2),
    case("binary", "weighted", y2, p2, weights(40)),
    case("binary", "many ties", y2, np.round(p2 * 4) / 4),
    case("binary", "many ties, weighted", y2, np.round(p2 * 4) / 4, np.arange(40) % 4),
    case("binary", "one constant prediction", y2, np.full(40, 0.25)),
    case("binary", "certain, once wrongly", [0, 0, 1, 1, 1], [0.0, 0.0, 1.0, 1.0, 0.0]),
    case("binary", "all right", [0, 1, 1, 0], [0.1, 0.9, 0.8, 0.2]),
    case("binary", "class 1 absent", [0, 0, 0], [0.1, 0.6, 0.3]),
    case("binary", "class 0 absent", [1, 1, 1], [0.1, 0.6, 0.3]),
    case("multiclass", "scattered", y3, p3),
    case("multiclass", "weighted", y3, p3, weights(30)),
    case("multiclass", "ties", random.randint(0, 3, 30), tied3[random.randint(0, 5, 30)]),
    case("multiclass", "one class absent", y4, softmax(logits4, axis=1)),
    case("multiclass", "one class absent and never predicted", [0, 1, 0, 1], [[0.7, 0.2, 0.1], [0.4, 0.6, 0], [0.3, 0.5, 0.2], [0, 1, 0]]),
    case("multiclass", "one constant prediction", y3, np.tile([0.2, 0.5, 0.3], (30, 1))),
    case("multilabel", "scattered", ylabels, plabels),
    case("multilabel", "weighted", ylabels, plabels, weights(20)),
    case("multilabel", "one label absent and never predicted", ylabels * [1, 0, 1], plabels * [1, 0.3, 1]),
    case("regression", "one target", numbers[:, 0], numbers[:, 0] + random.randn(20)),
    case("regression", "one target, weighted", numbers[:, 0], numbers[:, 1], weights(20)),
    case("regression", "two targets", numbers, numbers + random.randn(20, 2)),
    case("regression", "two targets, weighted", numbers, numbers + random.randn(20, 2), weights(20)),
    case("regression", "a constant target, missed", [2.0, 2.0, 2.0], [2.0, 3.0, 1.5]),
    case("regression", "a constant target, met", [2.0, 2.0, 2.0], [2.0, 2.0, 2.0]),
    case("count", "scattered", counts, np.exp(random.randn(20)) + counts / 2),
    case("count", "weighted", counts, np.exp(random.randn(20)) + 0.1, weights(20)),
]


def curves(name):
    examples = next(c["examples"] for c in CASES if c["name"] == name)
    y, p, w = examples["targets"], examples["predictions"], examples.get("weights")
    fpr, tpr, thresholds = m.roc_curve(y, p, sample_weight=w, drop_intermediate=False)
    precision, recall, _ = m.precision_recall_curve(y, p, sample_weight=w)
    return {
        "name": name,
        "falsePositiveRate": fpr.tolist(),
        "truePositiveRate": tpr.tolist(),
        "thresholds": thresholds[1:].tolist(),
        "precision": precision[::-1].tolist(),
        "recall": recall[::-1].tolist(),
    }


def calibration(name, strategy, bins):
    examples = next(c["examples"] for c in CASES if c["name"] == name)
    share, probability = calibration_curve(examples["targets"], examples["predictions"], n_bins=bins, strategy=strategy)
    return {"name": name, "strategy": strategy, "bins": bins, "share": share.tolist(), "probability": probability.tolist()}


def confusion(name):
    examples = next(c["examples"] for c in CASES if c["name"] == name)
    y, w = np.array(examples["targets"]), examples.get("weights")
    p = np.reshape(examples["predictions"], (len(y), -1))
    answers = (p[:, 0] > 0.5).astype(int) if p.shape[1] == 1 else p.argmax(axis=1)
    classes = max(2, p.shape[1])
    scores = m.precision_recall_fscore_support(y, answers, labels=range(classes), sample_weight=w)
    return {
        "name": name,
        "classes": classes,
        "actual": y.tolist(),
        "predicted": answers.tolist(),
        "counts": m.confusion_matrix(y, answers, labels=range(classes), sample_weight=w).ravel().tolist(),
        **dict(zip(["precision", "recall", "f1", "support"], [s.tolist() for s in scores])),
    }


def temperature(name, y, logits, w=None):
    logits = np.asarray(logits)
    rows = np.column_stack([np.zeros(len(y)), logits]) if logits.ndim == 1 else logits
    w = np.ones(len(y)) if w is None else w
    own = rows[np.arange(len(y)), y]

    def loss(log_t):
        return np.average(-log_softmax(rows / np.exp(log_t), axis=1)[np.arange(len(y)), y], weights=w)

    def slope(log_t):
        expected = (softmax(rows / np.exp(log_t), axis=1) * rows).sum(axis=1)
        return np.average(expected - own, weights=w)

    found = minimize_scalar(loss, bounds=(-6, 6), method="bounded", options={"xatol": 1e-12})
    return {
        "name": name,
        "outputs": 1 if logits.ndim == 1 else logits.shape[1],
        "logits": logits.ravel().tolist(),
        "classes": y.tolist(),
        "weights": w.tolist(),
        "minimizedTemperature": float(np.exp(found.x)),
        "temperature": float(np.exp(brentq(slope, -6, 6, xtol=1e-15, rtol=1e-15))),
        "logLossBefore": float(loss(0)),
        "logLossAfter": float(found.fun),
    }


def uncertainty(name, members, one_of_classes):
    members = np.asarray(members)
    mean = members.mean(axis=0)

    def all_entropy(p):
        return entropy(p, axis=-1) if one_of_classes else entropy([p, 1 - p], axis=0).sum(axis=-1)

    return {
        "name": name,
        "outputs": members.shape[2],
        "isOneOfClasses": one_of_classes,
        "members": members.reshape(len(members), -1).tolist(),
        "mean": mean.ravel().tolist(),
        "standardDeviation": members.std(axis=0).ravel().tolist(),
        "predictiveEntropy": all_entropy(mean).tolist(),
        "mutualInformation": (all_entropy(mean) - np.mean([all_entropy(p) for p in members], axis=0)).tolist(),
    }


y_t, logits_t = guess(60, 3, sharpness=1.2)
margin = logits_t[:, 1] - logits_t[:, 0]
figures = {
    "sklearn": sklearn.__version__,
    "scipy": scipy.__version__,
    "cases": CASES,
    "curves": [curves(f"binary, {n}") for n in ["scattered", "weighted", "many ties", "many ties, weighted", "one constant prediction"]],
    "calibration": [
        calibration("binary, scattered", "uniform", 10),
        calibration("binary, scattered", "quantile", 5),
        calibration("binary, many ties", "uniform", 4),
        # Not 3 bins: a third of 39 steps is a whole number, but not when NumPy computes it.
        calibration("binary, many ties", "quantile", 4),
        calibration("binary, certain, once wrongly", "uniform", 7),
    ],
    "confusion": [confusion(n) for n in ["binary, one constant prediction", "multiclass, weighted", "multiclass, one class absent and never predicted"]],
    "temperature": [
        temperature("binary, too sure", (y_t == 1).astype(int), 3 * margin),
        temperature("binary, not sure enough", (y_t == 1).astype(int), 0.05 * margin, weights(60)),
        temperature("several classes, too sure", y_t, 8 * logits_t),
        temperature("several classes, weighted", y_t, 0.3 * logits_t, weights(60)),
        temperature("several classes, far from 0", y_t, 200 * logits_t + 1000),
    ],
    "uncertainty": [
        uncertainty("class 1 of two", random.rand(5, 6, 1), False),
        uncertainty("several classes", softmax(2 * random.randn(4, 6, 3), axis=2), True),
        uncertainty("labels", random.rand(3, 6, 2), False),
        uncertainty("certain members that differ", [[[1.0, 0.0]], [[0.0, 1.0]]], True),
        uncertainty("members that agree", [[[0.3]], [[0.3]], [[0.3]]], False),
    ],
}
pathlib.Path(__file__).with_name("metric-figures.json").write_text(json.dumps(figures) + "\n")
print(len(CASES), "cases")
