"""Objects, files and draws. canary-5e1f-reference"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch


class Value:
    """A number."""

    def __init__(self, data: float) -> None:
        self.data = data

    def __add__(self, other: Any) -> Value:
        if not isinstance(other, (Value, float, int)):
            return NotImplemented
        return Value(self.data + (other.data if isinstance(other, Value) else other))

    def __mul__(self, other: Any) -> Value:
        return Value(self.data * (other.data if isinstance(other, Value) else other))

    def __lt__(self, other: Value) -> bool:
        return self.data < other.data

    __radd__, __rmul__ = __add__, __mul__


class Chain:
    """Numbers in order."""

    def __init__(self, factors: list[float]) -> None:
        self.factors = [Value(f) for f in factors]

    def __len__(self) -> int:
        return len(self.factors)

    def __getitem__(self, place: int) -> Value:
        return self.factors[place]

    def __iter__(self) -> Iterator[Value]:
        return iter(self.factors)

    def __call__(self, x: float) -> float:
        for factor in self.factors:
            x = x * factor.data
        return x

    def double(self, f: Callable[[Any], Any], x: Any) -> Any:
        return f(f(x))

    @property
    def last(self) -> Value:
        return self.factors[-1]


def train(model: Any, loader: Any, loss: Any, optimizer: Any) -> int:
    """One step for each batch; the number of samples."""
    count = 0
    for x, y in loader:
        optimizer.zero_grad()
        loss(model(x), y).backward()
        optimizer.step()
        count += len(x)
    return count


def save(weights: dict[str, np.ndarray], path: str) -> None:
    """Arrays into a file."""
    with Path(path).open("wb") as file:
        np.savez(file, **weights)


def load(path: str) -> dict[str, np.ndarray]:
    """Arrays from a file."""
    with np.load(path) as file:
        return dict(file)


def scale_(x: torch.Tensor, factor: float) -> None:
    """``x`` times ``factor``, in place."""
    x *= factor


def freeze(x: torch.Tensor, frozen: bool) -> torch.Tensor:
    """``x`` without a gradient if ``frozen``."""
    return x.detach() if frozen else 1 * x


def add_noise(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """``x`` plus standard normal numbers."""
    return x + rng.standard_normal(x.shape)


def keep(x: torch.Tensor, p: float, generator: torch.Generator) -> torch.Tensor:
    """``x`` where a random number is below ``p``, else 0."""
    return x * (torch.rand(x.shape, generator=generator) < p)


def vocabulary(sentences: list[str]) -> set[str]:
    """All words in lower case."""
    return {word for sentence in sentences for word in sentence.lower().split()}


def windows(words: list[str], n: int) -> Iterator[tuple[str, ...]]:
    """All ``n`` words that follow each other."""
    return (tuple(words[start : start + n]) for start in range(len(words) - n + 1))


def mask(n: int, p: float, rng: np.random.Generator) -> np.ndarray:
    """``n`` truth values, each true with probability ``p``."""
    return rng.random(n) < p


def applied(f: Callable[[Any], Any], x: Any) -> Any:
    """``f(x)``."""
    return f(x)
