"""PyTorch: nn.Sequential, the loss from logits, torch.optim.SGD; λ is the optimizer's weight decay on the weights."""

import time

import torch
from protocol import serve
from torch import nn


def create_network(job):
    parts = []
    for layer, (weights, biases) in enumerate(zip(job.weights, job.biases)):
        linear = nn.Linear(weights.shape[1], weights.shape[0], dtype=torch.from_numpy(weights).dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(weights))
            linear.bias.copy_(torch.from_numpy(biases))
        parts.append(linear)
        if layer < len(job.weights) - 1:
            parts.append(nn.ReLU())
            if job.has_fresh_masks:
                parts.append(nn.Dropout(1 - job.keep))
    return nn.Sequential(*parts)


def create(job):
    torch.set_num_threads(1)
    x = torch.from_numpy(job.features).T.contiguous()
    y = torch.from_numpy(job.targets).T.contiguous()
    if not job.is_binary:
        y = y.argmax(dim=1)
    loss_function = nn.BCEWithLogitsLoss() if job.is_binary else nn.CrossEntropyLoss()

    def run(iterations):
        torch.manual_seed(1)
        network = create_network(job)
        weights = [part.weight for part in network if isinstance(part, nn.Linear)]
        biases = [part.bias for part in network if isinstance(part, nn.Linear)]
        groups = [{"params": weights, "weight_decay": job.penalty / job.examples}, {"params": biases}]
        optimizer = torch.optim.SGD(groups, lr=job.learning_rate)

        def descend(count):
            for _ in range(count):
                optimizer.zero_grad(set_to_none=True)
                loss = loss_function(network(x), y)
                loss.backward()
                optimizer.step()
            return loss.item()

        start = time.perf_counter()
        if iterations > 1:
            descend(iterations - 1)
        squares = sum(float((w.detach() ** 2).sum()) for w in weights) if job.penalty else 0
        loss = descend(1)
        seconds = time.perf_counter() - start
        return seconds, loss + job.penalty / (2 * job.examples) * squares

    return run


serve(f"PyTorch {torch.__version__}", create)
