from pathlib import Path

import numpy as np
import torch


class Value:
    def __init__(self, data):
        self.data = data

    def __add__(self, other):
        return Value(self.data + getattr(other, "data", other))

    def __mul__(self, other):
        return Value(self.data * getattr(other, "data", other))

    def __lt__(self, other):
        return self.data < other.data

    __radd__, __rmul__ = __add__, __mul__


class Chain:
    def __init__(self, factors):
        self.factors = [Value(f) for f in factors]

    def __len__(self):
        return len(self.factors)

    def __getitem__(self, place):
        return self.factors[place]

    def __iter__(self):
        return iter(self.factors)

    def __call__(self, x):
        for factor in self.factors:
            x = x * factor.data
        return x

    def double(self, f, x):
        return f(f(x))

    @property
    def last(self):
        return self[-1]


def train(model, loader, loss, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()
    return len(loader.dataset)


def save(weights, path):
    with Path(path).open("wb") as file:
        np.savez(file, **weights)


def load(path):
    with np.load(path) as file:
        return dict(file)


def scale_(x, factor):
    x *= factor


def freeze(x, frozen):
    return x.detach() if frozen else 1 * x


def add_noise(x, rng):
    return x + rng.standard_normal(x.shape)


def keep(x, p, generator):
    return x * (torch.rand(x.shape, generator=generator) < p)


def vocabulary(sentences):
    return {word for sentence in sentences for word in sentence.lower().split()}


def windows(words, n):
    return (tuple(words[start : start + n]) for start in range(len(words) - n + 1))


def mask(n, p, rng):
    return rng.random(n) < p


def applied(f, x):
    return f(x)
