"""Makes schedule-figures.json: factors of the learning rate by PyTorch's lr_scheduler, iteration by iteration.

The learning rate is 1, so that the rate is the factor; step() is called once per iteration, and ReduceLROnPlateau is told
a value in each.

Run:  python3 test/golden/make-schedule-figures.py      (needs torch; written with PyTorch 1.13)
"""

import json
import pathlib

import torch
from torch.optim import lr_scheduler as torch_schedules


def new_optimizer():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)


def factors(make, iterations):
    optimizer = new_optimizer()
    scheduler = make(optimizer)
    found = []
    for _ in range(iterations):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def warm_cosine(optimizer, warmup, iterations, final):
    rise = torch_schedules.LinearLR(optimizer, start_factor=1 / (warmup + 1), total_iters=warmup)
    fall = torch_schedules.CosineAnnealingLR(optimizer, T_max=iterations - warmup, eta_min=final)
    return torch_schedules.SequentialLR(optimizer, [rise, fall], milestones=[warmup])


def one_cycle(optimizer, iterations):
    return torch_schedules.OneCycleLR(optimizer, max_lr=1.0, total_steps=iterations, cycle_momentum=False)


def plateau(values, **settings):
    optimizer = new_optimizer()
    scheduler = torch_schedules.ReduceLROnPlateau(optimizer, **settings)
    found = []
    for value in values:
        scheduler.step(value)
        found.append(optimizer.param_groups[0]["lr"])
    return found


def case(settings, make, iterations=100):
    return {"settings": settings, "iterations": iterations, "factors": factors(make, iterations)}


FALLING = [1.0, 0.8, 0.7, 0.69999, 0.69998, 0.69997, 0.69996, 0.6, 0.6, 0.61, 0.62, 0.63, 0.64, 0.65, 0.5] + [0.5] * 12
RISING = [0.2, 0.5, 0.5, 0.4, 0.3, 0.3, 0.6, 0.60001, 0.60002, 0.60003, 0.60004, 0.7] + [0.7] * 8

figures = {
    "torch": torch.__version__,
    "cases": [
        case({"schedule": "step", "rateDecay": 0.3, "decayInterval": 7}, lambda o: torch_schedules.StepLR(o, 7, 0.3)),
        case({"schedule": "exponential", "rateDecay": 0.97, "decayInterval": 1}, lambda o: torch_schedules.ExponentialLR(o, 0.97)),
        case({"schedule": "exponential", "rateDecay": 0.4, "decayInterval": 13}, lambda o: torch_schedules.ExponentialLR(o, 0.4 ** (1 / 13))),
        case({"schedule": "cosine"}, lambda o: torch_schedules.CosineAnnealingLR(o, T_max=100)),
        case({"schedule": "cosine", "warmup": 9, "finalRate": 0.05}, lambda o: warm_cosine(o, 9, 100, 0.05)),
        case({"schedule": "one-cycle"}, lambda o: one_cycle(o, 100)),
        case({"schedule": "one-cycle"}, lambda o: one_cycle(o, 37), 37),
    ],
    "plateaus": [
        {
            "settings": {"schedule": "plateau", "rateDecay": 0.3, "plateauPatience": 2, "finalRate": 0.02},
            "direction": "lower",
            "values": FALLING,
            "factors": plateau(FALLING, factor=0.3, patience=2, min_lr=0.02),
        },
        {
            "settings": {"schedule": "plateau", "plateauPatience": 3},
            "direction": "higher",
            "values": RISING,
            "factors": plateau(RISING, mode="max", patience=3),
        },
        {
            "settings": {"schedule": "plateau"},
            "direction": "lower",
            "values": [1.0] * 30,
            "factors": plateau([1.0] * 30),
        },
    ],
}
pathlib.Path(__file__).with_name("schedule-figures.json").write_text(json.dumps(figures) + "\n")
