"""Makes lbfgs-figures.json: where PyTorch's LBFGS with strong Wolfe line search is after each of 50 iterations, in float64.

The problems: Rosenbrock's function in 2 and in 10 dimensions, and the mean logistic cost with an L2 penalty on data whose
columns have different scales. In 10 dimensions the start is the origin: from others, a change in the last bit of the
start grows beyond 1e-9 within 50 iterations, so that no two programs would agree. Each run is made anew for every number
of iterations, so that PyTorch's own rules for stopping hold; a run that has stopped is left out from there on.

Then the steps that its line search tries along curves in one dimension, among them some that J. More and D. Thuente (1994)
test such searches with, from first steps far too small to far too large.

Run:  python3 test/golden/make-lbfgs-figures.py      (needs torch and numpy; written with PyTorch 1.13)
"""

import json
import pathlib

import numpy as np
import torch
from torch.optim.lbfgs import _strong_wolfe as strong_wolfe

ITERATIONS = 50


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def make_data():
    random = np.random.RandomState(5)
    rows = random.randn(40, 4) * [1, 3, 0.3, 10]
    labels = (rows @ [1, -0.4, 2, 0.1] + 1.5 * random.randn(40) > 0).astype(float)
    return rows.round(3), labels


def logistic(rows, labels, penalty):
    x, y = torch.tensor(rows), torch.tensor(labels)

    def cost(p):
        logits = x @ p[:-1] + p[-1]
        data = torch.nn.functional.binary_cross_entropy_with_logits(logits, y)
        return data + penalty / (2 * len(y)) * (p[:-1] ** 2).sum()

    return cost


def run(cost, start, iterations, **settings):
    parameters = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [parameters], max_iter=iterations, max_eval=10**9, history_size=10, line_search_fn="strong_wolfe", **settings
    )

    def closure():
        optimizer.zero_grad()
        value = cost(parameters)
        value.backward()
        return value

    optimizer.step(closure)
    state = optimizer.state[parameters]
    return {
        "iterations": state["n_iter"],
        "evaluations": state["func_evals"],
        "cost": cost(parameters).item(),
        "parameters": parameters.detach().tolist(),
    }


def trajectory(cost, start, **settings):
    points = [run(cost, start, iterations, **settings) for iterations in range(1, ITERATIONS + 1)]
    return [point for index, point in enumerate(points) if point["iterations"] == index + 1]


def line_steps(curve, first_step):
    """The steps that the line search tries, the one it ends at, and the cost there."""
    tried = []

    def evaluate(_, step, direction):
        t = torch.tensor(float(step), dtype=torch.float64, requires_grad=True)
        cost = curve(t)
        cost.backward()
        tried.append(float(step))
        return cost.item(), t.grad.reshape(1)

    direction = torch.ones(1, dtype=torch.float64)
    cost, gradient = evaluate(None, 0.0, direction)
    slope = gradient.dot(direction)
    found = strong_wolfe(evaluate, None, first_step, direction, cost, gradient, slope)
    return {"firstStep": first_step, "steps": tried[1:], "step": float(found[2]), "cost": float(found[0])}


CURVES = {
    "rational": lambda t: -t / (t**2 + 2),
    "quintic": lambda t: (t + 0.1) ** 5 - 2 * (t + 0.1) ** 4,
    "waves": lambda t: (1 - t) ** 2 / 2 + 0.3 * torch.sin(7 * t) - 2 * t,
    "corner": lambda t: 0.99 * torch.sqrt((1 - t) ** 2 + 1e-4) + 0.01 * torch.sqrt(t**2 + 1e-6),
    "two corners": lambda t: 0.5 * torch.sqrt((1 - t) ** 2 + 1e-6) + 0.5 * torch.sqrt(t**2 + 1e-2) - 0.05 * t,
}

rows, labels = make_data()
origin = [0.0] * 10
figures = {
    "torch": torch.__version__,
    "data": {"rows": rows.tolist(), "labels": labels.tolist()},
    "cases": [
        {"problem": "rosenbrock", "start": [-1.2, 1.0], "learningRate": 1, "points": trajectory(rosenbrock, [-1.2, 1.0])},
        {"problem": "rosenbrock", "start": [2.0, -3.0], "learningRate": 0.3, "points": trajectory(rosenbrock, [2.0, -3.0], lr=0.3)},
        {"problem": "rosenbrock", "start": origin, "learningRate": 1, "points": trajectory(rosenbrock, origin)},
        {
            "problem": "logistic",
            "penalty": 0.01,
            "start": [0.0] * 5,
            "learningRate": 1,
            "points": trajectory(logistic(rows, labels, 0.01), [0.0] * 5),
        },
        {
            "problem": "logistic",
            "penalty": 2,
            "start": [3.0, -2.0, 1.0, 4.0, -5.0],
            "learningRate": 0.5,
            "points": trajectory(logistic(rows, labels, 2), [3.0, -2.0, 1.0, 4.0, -5.0], lr=0.5),
        },
    ],
    "lines": [
        {"curve": name, **line_steps(curve, first_step)}
        for name, curve in CURVES.items()
        for first_step in [0.001, 0.03, 0.7, 1.4, 4.0, 25.0, 1000.0]
    ],
}
pathlib.Path(__file__).with_name("lbfgs-figures.json").write_text(json.dumps(figures) + "\n")
for case in figures["cases"]:
    print(case["problem"], case["learningRate"], len(case["points"]), case["points"][-1]["evaluations"], case["points"][-1]["cost"])
for line in figures["lines"]:
    print(line["curve"], line["firstStep"], len(line["steps"]), line["step"])
