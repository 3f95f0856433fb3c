import type { Subject } from "./subject.ts";

const NOISE = `

class GaussianNoise(nn.Module):
    def __init__(self, deviation):
        super().__init__()
        self.deviation = deviation

    def forward(self, x):
        return x + self.deviation * torch.randn_like(x) if self.training else x`;

const GAUSSIAN_DROPOUT = `

class GaussianDropout(nn.Module):
    def __init__(self, p):
        super().__init__()
        self.deviation = math.sqrt(p / (1 - p))

    def forward(self, x):
        return x * (1 + self.deviation * torch.randn_like(x)) if self.training else x`;

const DROP_CONNECT = `

class DropConnect(nn.Linear):
    """Each weight is 0 or w/keep in an iteration, the same for all examples of the batch."""

    def __init__(self, inputs, units, keep):
        super().__init__(inputs, units)
        self.keep = keep

    def forward(self, x):
        if not self.training:
            return super().forward(x)
        mask = (torch.rand_like(self.weight) < self.keep) / self.keep
        return F.linear(x, self.weight * mask, self.bias)`;

const LION = `

class Lion(torch.optim.Optimizer):
    """w − lr·sign(β1·m + (1 − β1)·g); m = β2·m + (1 − β2)·g"""

    def __init__(self, params, lr, betas):
        super().__init__(params, {"lr": lr, "betas": betas})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                p.sub_(group["lr"] * torch.sign(beta1 * m + (1 - beta1) * p.grad))
                m.mul_(beta2).add_((1 - beta2) * p.grad)`;

/** The lines of the classes that PyTorch lacks and a program needs. */
export function pytorchModules({ settings, outputs, weights }: Subject): readonly string[] {
  const hasDropout = outputs.some(({ keepProbability }) => keepProbability < 1);
  const parts = [
    outputs.some(({ noise }) => noise > 0) ? NOISE : "",
    hasDropout && settings.dropoutKind === "gaussian" ? GAUSSIAN_DROPOUT : "",
    weights.some(({ connectKeepProbability }) => connectKeepProbability < 1) ? DROP_CONNECT : "",
    settings.optimizer === "lion" ? LION : "",
  ];
  return parts.flatMap((part) => (part === "" ? [] : [...part.split("\n"), ""]));
}
