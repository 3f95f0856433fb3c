"""Makes trajectories.json: where PyTorch is after 1, 10, 25 and 50 steps of every run of trajectory-inputs.json, in float64.

Costs are written as formulas and differentiated by autograd; steps are torch.optim's where it has the optimizer, learning
rates those of its schedules. Written out here are Lion (Chen et al. 2023), decoupled decay beside optimizers that have none,
constraints (the spectral norm by singular values), averages, DropConnect, mixup, and clipping by a norm, whose factor in
torch has 1e-6 added to the norm.

Run:  node test/golden/make-trajectory-inputs.ts && python3 test/golden/make-trajectories.py
(needs torch; written with PyTorch 1.13)
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent
COMPARED = [1, 10, 25, 50]

ACTIVATIONS = {
    "relu": F.relu,
    "leaky-relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    "gelu": F.gelu,
    "swish": F.silu,
    "softplus": F.softplus,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "linear": lambda z: z,
}


def spread(value, count):
    return value if isinstance(value, list) else [value] * count


def mask_of(text, units):
    return torch.tensor([float(c) for c in text]).reshape(units, -1)


class Run:
    def __init__(self, given):
        self.given = given
        self.settings = given["settings"]
        self.hidden = len(self.settings["hiddenLayers"])
        self.x = torch.tensor(given["features"], dtype=torch.float64)
        self.y = torch.tensor(given["targets"], dtype=torch.float64).T
        self.m = len(self.x)
        self.p = {}
        self.statistics = {}
        for name, rows in given["parameters"].items():
            values = torch.tensor(rows, dtype=torch.float64)
            if not name.startswith("W"):
                values = values[:, 0]
            if name.startswith("mean") or name.startswith("variance"):
                self.statistics[name] = values
            else:
                self.p[name] = values.clone().requires_grad_(True)
        self.weights = self.example_weights()
        self.targets = self.smoothed()
        self.lion = {name: torch.zeros_like(value) for name, value in self.p.items()}
        self.average = {name: value.detach().clone() for name, value in self.everything().items()}
        self.averaged = 0
        self.optimizer = self.make_optimizer()
        self.scheduler = self.make_scheduler()

    def everything(self):
        return {**self.p, **self.statistics}

    def example_weights(self):
        weights = torch.ones(self.m)
        given = self.settings.get("classWeights")
        if given is not None:
            classes = self.y.argmax(1) if self.y.shape[1] > 1 else self.y[:, 0].long()
            if given == "balanced":
                counts = torch.bincount(classes).double()
                given = (self.m / (len(counts) * counts)).tolist()
            weights = weights * torch.tensor(given, dtype=torch.float64)[classes]
        if self.given["weights"] is not None:
            weights = weights * torch.tensor(self.given["weights"], dtype=torch.float64)
        return weights / weights.mean()

    def smoothed(self):
        s = self.settings["labelSmoothing"]
        classes = self.y.shape[1] if self.given["head"] == "multiclass" else 2
        return self.y * (1 - s) + s / classes if s > 0 else self.y

    def make_optimizer(self):
        s = self.settings
        name, rate = s["optimizer"], s["learningRate"]
        weights = [value for key, value in self.p.items() if key.startswith("W")]
        others = [value for key, value in self.p.items() if not key.startswith("W")]
        every = list(self.p.values())
        if name == "gradient-descent":
            return torch.optim.SGD(every, rate)
        if name == "momentum":
            return torch.optim.SGD(every, rate, momentum=s["momentum"])
        if name == "nesterov":
            return torch.optim.SGD(every, rate, momentum=s.get("momentum", 0.9), nesterov=True)
        # What is not given is torch's own default.
        epsilon = {"eps": s["epsilon"]} if "epsilon" in s else {}
        if name == "rmsprop":
            return torch.optim.RMSprop(every, rate, **({"alpha": s["rho"]} if "rho" in s else {}), **epsilon)
        if name == "adagrad":
            return torch.optim.Adagrad(every, rate, **epsilon)
        if name == "adam":
            betas = {"betas": (s["beta1"], s["beta2"])} if "beta1" in s else {}
            return torch.optim.Adam(every, rate, **betas, **epsilon)
        if name == "lbfgs":
            return torch.optim.LBFGS(every, rate, max_iter=1, history_size=10, line_search_fn="strong_wolfe")
        if name == "adamw":
            groups = [{"params": weights, "weight_decay": s["weightDecay"]}, {"params": others, "weight_decay": 0}]
            return torch.optim.AdamW(groups, rate)
        return None

    def make_scheduler(self):
        s = self.settings
        schedules = torch.optim.lr_scheduler
        if s["schedule"] == "step":
            return schedules.StepLR(self.optimizer, s["decayInterval"], s["rateDecay"])
        if s["schedule"] == "cosine":
            lowest = s["finalRate"] * s["learningRate"]
            return schedules.CosineAnnealingLR(self.optimizer, len(self.given["steps"]), lowest)
        return None

    def noisy(self, values, layer, step):
        s = self.settings
        key = str(layer)
        if key in step.get("noise", {}):
            deviation = s["inputNoise"] if layer == 0 else spread(s["noise"], self.hidden)[layer - 1]
            values = values + deviation * torch.tensor(step["noise"][key], dtype=torch.float64).T
        keep = s["inputKeepProbability"] if layer == 0 else spread(s["keepProbability"], self.hidden)[layer - 1]
        if key in step.get("factors", {}):
            return values * (1 + math.sqrt((1 - keep) / keep) * torch.tensor(step["factors"][key]).T)
        if key not in step.get("masks", {}):
            return values
        mask = mask_of(step["masks"][key], values.shape[1]).T
        if s["dropoutKind"] == "standard":
            return values * mask / keep
        saturation = -1.7580993408473766
        a = 1 / math.sqrt(keep * (1 + (1 - keep) * saturation**2))
        b = -a * (1 - keep) * saturation
        return a * (values * mask + saturation * (1 - mask)) + b

    def logits(self, x, step, numbers=None):
        """With noise and the statistics of the batch, or of other numbers as they predict."""
        s = self.settings
        is_training = numbers is None
        numbers = numbers or self.everything()
        a = self.noisy(x, 0, step)
        activations = spread(s["activation"], self.hidden)
        normalizations = spread(s["normalization"], self.hidden)
        keeps = spread(s["connectKeepProbability"], self.hidden + 1)
        for layer in range(1, self.hidden + 2):
            w = numbers[f"W{layer}"]
            if str(layer) in step.get("weightMasks", {}):
                w = w * mask_of(step["weightMasks"][str(layer)], w.shape[0]) / keeps[layer - 1]
            z = F.linear(a, w, numbers[f"b{layer}"])
            if layer > self.hidden:
                return z
            kind = normalizations[layer - 1]
            if kind == "batch":
                statistics = numbers[f"mean{layer}"], numbers[f"variance{layer}"]
                z = F.batch_norm(z, *statistics, numbers[f"gamma{layer}"], numbers[f"beta{layer}"], training=is_training)
            if kind == "layer":
                z = F.layer_norm(z, z.shape[1:], numbers[f"gamma{layer}"], numbers[f"beta{layer}"])
            a = self.noisy(ACTIVATIONS[activations[layer - 1]](z), layer, step)

    def data_cost(self, z, y, weights):
        head, loss = self.given["head"], self.settings.get("loss")
        if head in ("binary", "multilabel"):
            each = F.binary_cross_entropy_with_logits(z, y, reduction="none").mean(1)
        elif head == "multiclass":
            each = -(y * F.log_softmax(z, 1)).sum(1)
        elif head == "count":
            each = F.poisson_nll_loss(z, y, log_input=True, full=False, reduction="none")[:, 0]
        elif loss == "huber":
            each = F.huber_loss(z, y, reduction="none", delta=self.settings["huberDelta"])[:, 0]
        else:
            each = F.mse_loss(z, y, reduction="none")[:, 0]
        return (weights * each).mean()

    def penalty(self):
        layers = self.hidden + 1
        l2, l1 = spread(self.settings["lambda"], layers), spread(self.settings["lambda1"], layers)
        total = torch.zeros(())
        for layer in range(1, layers + 1):
            w = self.p[f"W{layer}"]
            total = total + l2[layer - 1] / (2 * self.m) * (w**2).sum() + l1[layer - 1] / self.m * w.abs().sum()
        return total

    def batch_of(self, step):
        rows = torch.tensor(step.get("batch", list(range(self.m))))
        batch = [self.x[rows], self.targets[rows], self.weights[rows]]
        if "partners" not in step:
            return batch
        partners = torch.tensor(step["partners"])
        share = step["share"]
        mixed = [self.x[partners], self.targets[partners], self.weights[partners]]
        return [share * own + (1 - share) * other for own, other in zip(batch, mixed)]

    def clip(self):
        kind = self.settings["clipping"]
        gradients = [value.grad for value in self.p.values()]
        limit = self.settings.get("clippingLimit", 1)
        if kind == "value":
            torch.nn.utils.clip_grad_value_(self.p.values(), limit)
        for group in [[g] for g in gradients] if kind == "norm" else [gradients] if kind == "global-norm" else []:
            norm = torch.sqrt(sum((g**2).sum() for g in group))
            if norm > limit:
                for g in group:
                    g.mul_(limit / norm)

    def differentiated(self, step):
        """The mean loss of a batch and the penalty, with the gradients of their sum."""
        x, y, weights = self.batch_of(step)
        data, penalty = self.data_cost(self.logits(x, step), y, weights), self.penalty()
        for value in self.p.values():
            value.grad = None
        (data + penalty).backward()
        return data + penalty

    @torch.no_grad()
    def whole_cost(self):
        """The mean loss of the network as it predicts, on all examples as they are."""
        s = self.settings
        numbers = self.everything() if s["averaging"] == "none" else self.average
        return float(self.data_cost(self.logits(self.x, {}, numbers), self.y, torch.ones(self.m)))

    @torch.no_grad()
    def update(self, step):
        s = self.settings
        if s["optimizer"] == "lbfgs":
            with torch.enable_grad():
                self.optimizer.step(lambda: self.differentiated(step))
            return
        rate = s["learningRate"] if self.optimizer is None else self.optimizer.param_groups[0]["lr"]
        decay = s.get("weightDecay", 0)
        if decay > 0 and s["optimizer"] != "adamw":
            for name, value in self.p.items():
                if name.startswith("W"):
                    value.mul_(1 - rate * decay)
        if self.optimizer is not None:
            self.optimizer.step()
        else:
            for name, value in self.p.items():
                g, m = value.grad, self.lion[name]
                beta1, beta2 = s.get("beta1", 0.9), s.get("beta2", 0.99)
                value.sub_(rate * torch.sign(beta1 * m + (1 - beta1) * g))
                m.mul_(beta2).add_((1 - beta2) * g)
        if self.scheduler is not None:
            self.scheduler.step()
        self.constrain()

    def constrain(self):
        kind = self.settings["constraint"]
        for name, w in self.p.items():
            if not name.startswith("W") or kind == "none":
                continue
            norms = torch.sqrt((w**2).sum(1, keepdim=True))
            if kind == "max-norm":
                limit = self.settings["constraintLimit"]
                w.copy_(torch.where(norms > limit, w * (limit / norms), w))
            if kind == "unit-norm":
                w.copy_(w / norms)
            if kind == "non-negative":
                w.copy_(w.clamp(min=0))
            if kind == "spectral-norm":
                norm = torch.linalg.svdvals(w)[0]
                w.mul_(torch.clamp(self.settings["constraintLimit"] / norm, max=1))

    @torch.no_grad()
    def take_average(self, iteration):
        s = self.settings
        if s["averaging"] == "none":
            return
        start = math.floor(s.get("averageStart", 0.75 if s["averaging"] == "swa" else 0) * len(self.given["steps"]))
        since = iteration - start
        if since >= 0 and since % s.get("averageInterval", 1) != 0:
            return
        if since <= 0:
            weight, self.averaged = 1, 1
        elif s["averaging"] == "swa":
            self.averaged += 1
            weight = 1 / self.averaged
        elif s["averaging"] == "ema-corrected":
            self.averaged += 1
            weight = (1 - s["averageDecay"]) / (1 - s["averageDecay"] ** self.averaged)
        else:
            weight = 1 - s["averageDecay"]
        for name, value in self.everything().items():
            mean = self.average[name]
            mean.copy_(value if weight == 1 else mean + weight * (value - mean))

    def result(self):
        average = {} if self.settings["averaging"] == "none" else {"average": to_lists(self.average)}
        return {"parameters": to_lists(self.everything()), **average}

    def trace(self):
        costs, whole_costs, points = [], [], []
        for iteration, step in enumerate(self.given["steps"]):
            cost = float(self.differentiated(step))
            if iteration % 10 == 0:
                costs.append(cost)
                whole_costs.append(self.whole_cost())
            self.clip()
            self.update(step)
            self.take_average(iteration)
            if iteration + 1 in COMPARED:
                points.append(self.result())
        return {"name": self.given["name"], "costs": costs, "wholeCosts": whole_costs, "points": points}


def to_lists(tensors):
    return {name: value.detach().flatten().tolist() for name, value in tensors.items()}


inputs = json.loads((HERE / "trajectory-inputs.json").read_text())
lines = [json.dumps(Run(given).trace(), separators=(",", ":")) for given in inputs]
(HERE / "trajectories.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
