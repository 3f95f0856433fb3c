"""
PyTorch: nn.Sequential, the loss from logits, torch.optim.SGD or Adam; λ is the optimizer's weight decay on the weights.
Mini-batches are rows picked by a permutation of each epoch.
"""

import sys
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


def batches_of(job, x, y):
    """The examples of one iteration after the other, without an end."""
    if job.batch_size == job.examples:
        while True:
            yield x, y
    while True:
        for chosen in torch.randperm(job.examples).split(job.batch_size):
            yield x[chosen], y[chosen]


def create(job):
    torch.set_num_threads(int(sys.argv[1]))
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
        method = torch.optim.Adam if job.optimizer == "adam" else torch.optim.SGD
        optimizer = method(groups, lr=job.learning_rate)
        batches = batches_of(job, x, y)

        def descend(count):
            for _ in range(count):
                inputs, targets = next(batches)
                optimizer.zero_grad(set_to_none=True)
                loss = loss_function(network(inputs), targets)
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
