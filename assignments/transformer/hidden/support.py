"""Inputs that the hidden tests of this assignment share."""

from __future__ import annotations

import torch

from grader.testing import assert_close

SINGLE = {"rtol": 1e-4, "atol": 1e-5}
"""Tolerance of float32, where a result passes through several layers."""


def drawn(rng, *size, dtype=torch.float64, scale=1.0):
    """A tensor of normal numbers from the test's own generator."""
    return torch.from_numpy(rng.normal(0.0, scale, size=size)).to(dtype)


def block(rng, D, F, n, dk, dv, M=None, dtype=torch.float64):
    """Parameters of an encoder block; of a decoder block if the memory has M features. Sizes are those of one head."""
    letters = {"W": D} if M is None else {"W": D, "C": M}
    params = {}
    for letter, features in letters.items():
        sizes = {"q": (D, n * dk), "k": (features, n * dk), "v": (features, n * dv), "o": (n * dv, D)}
        for part, size in sizes.items():
            params[letter + part] = drawn(rng, *size, dtype=dtype, scale=1.3 * size[0] ** -0.5)
    params["W1"], params["b1"] = drawn(rng, D, F, dtype=dtype, scale=D**-0.5), drawn(rng, F, dtype=dtype)
    params["W2"], params["b2"] = drawn(rng, F, D, dtype=dtype, scale=F**-0.5), drawn(rng, D, dtype=dtype)
    for number in range(1, len(letters) + 2):
        params[f"gamma{number}"] = 1 + drawn(rng, D, dtype=dtype, scale=0.4)
        params[f"beta{number}"] = drawn(rng, D, dtype=dtype, scale=0.5)
    return params


def model(rng, V, D, F, layers, n, d, M=None, dtype=torch.float64, bos=1):
    """Embeddings, decoder blocks, and weights and offsets of the output."""
    blocks = [block(rng, D, F, n, d, d, M or D, dtype) for _ in range(layers)]
    E = drawn(rng, V + bos, D, dtype=dtype, scale=D**-0.5)
    return E, blocks, drawn(rng, D, V, dtype=dtype, scale=D**-0.5), drawn(rng, V, dtype=dtype, scale=0.5)


def words(rng, V, *size, dtype=torch.int64):
    """Numbers of words, drawn evenly."""
    return torch.from_numpy(rng.integers(0, V, size=size)).to(dtype)


def some_mask(rng, *size):
    """Random truth values; in every row at least one True and, of several places, one False."""
    mask = rng.random(size) < 0.6
    order = rng.random(size).argsort(axis=-1)
    return torch.from_numpy((mask | (order == 0)) & (order != 1))


def assert_slope(student, reference, name, args, wrt, upstream, rng):
    """Along a random direction, the gradient agrees with central differences of the reference."""
    direction = {i: drawn(rng, *args[i].shape) for i in wrt}

    def loss(h):
        moved = [a + h * direction[i] if i in direction else a for i, a in enumerate(args)]
        return float((upstream * getattr(reference, name)(*moved)).sum())

    _, found = student.gradients(name, args, wrt, upstream)
    assert all(g is not None for g in found), "The result must depend on all arguments; yours does not."
    assert_close(
        sum(float((g * direction[i]).sum()) for g, i in zip(found, wrt, strict=True)),
        (loss(1e-5) - loss(-1e-5)) / 2e-5,
        rtol=1e-5,
        atol=1e-6,
        what="The gradient must agree with finite differences of the result; yours does not.",
    )
