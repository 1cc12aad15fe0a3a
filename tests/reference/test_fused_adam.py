"""The reference of fused_adam against torch.optim.AdamW, the reference of the optimizers, and exact first steps."""

from __future__ import annotations

import doctest
import tracemalloc

import numpy as np
import pytest
import torch

LAYOUTS = [[1], [3, 1, 5], [1] * 40, [7, 2], [40_000, 1, 30_000, 5]]


@pytest.fixture
def fused(load):
    """A step with the usual shares, where a test does not say others."""
    step = load("fused_adam").fused_adam
    return lambda *args, beta1=0.9, beta2=0.999, eps=1e-8: step(*args, beta1, beta2, eps)


@pytest.fixture
def rng():
    return np.random.default_rng(53)


def tensors(rng, sizes):
    """Weights, gradients, means, sizes and decays."""
    n = sum(sizes)
    w, g, m = rng.normal(size=(3, n))
    return w, g, m, rng.normal(size=n) ** 2, np.array(sizes), rng.choice([0.0, 0.1, 0.5], size=len(sizes))


def test_doctests(load):
    """The examples in the docstring run and print what they say."""
    outcome = doctest.testmod(load("fused_adam"))
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("sizes", LAYOUTS)
def test_each_tensor_gets_the_step_of_the_optimizers(fused, load, rng, sizes):
    w, g, m, v, counts, lam = tensors(rng, sizes)
    step = load("optimizers").weight_decay_step
    made = fused(w, g, m, v, counts, lam, 3, 0.05, beta1=0.8, beta2=0.95, eps=1e-3)
    parts = zip(*(np.split(a, np.cumsum(counts)[:-1]) for a in (w, g, m, v)), lam.tolist(), strict=True)
    right = [step(*part[:4], 3, 0.05, part[4], 0.8, 0.95, 1e-3)[:3] for part in parts]
    np.testing.assert_allclose(
        made, np.concatenate([np.stack(r) for r in right], axis=1), rtol=1e-10, atol=1e-12
    )


def test_forty_steps_are_those_of_adamw(fused, rng):
    sizes, decays = [4, 1, 6], [0.1, 0.0, 0.5]
    w = rng.normal(size=11)
    weights = [torch.tensor(part, requires_grad=True) for part in np.split(w, [4, 5])]
    groups = [{"params": [p], "weight_decay": d} for p, d in zip(weights, decays, strict=True)]
    optimizer = torch.optim.AdamW(groups, lr=0.02, betas=(0.9, 0.999), eps=1e-8)
    m = v = np.zeros(11)
    for t in range(40):
        g = rng.normal(size=11)
        for p, part in zip(weights, np.split(g, [4, 5]), strict=True):
            p.grad = torch.tensor(part)
        optimizer.step()
        w, m, v = fused(w, g, m, v, np.array(sizes), np.array(decays), t, 0.02)
    np.testing.assert_allclose(w, np.concatenate([p.detach().numpy() for p in weights]), rtol=1e-10)


def test_a_first_step_has_the_length_of_the_learning_rate(fused, rng):
    w, g = rng.normal(size=(2, 50))
    zeros = np.zeros(50)
    made = fused(w, g, zeros, zeros, np.array([20, 30]), np.zeros(2), 0, 0.1)
    np.testing.assert_allclose(w - made[0], 0.1 * np.sign(g), rtol=1e-5)


@pytest.mark.parametrize("kind", [np.float32, np.int8, np.int64])
def test_floating_types_stay_and_integers_become_float64(fused, rng, kind):
    w, g, m, v = (rng.integers(0, 100, size=30).astype(kind) for _ in range(4))
    rest = np.array([10, 20], np.int8), np.array([0.1, 0.0]), 2, 0.1
    made = fused(w, g, m, v, *rest)
    assert made.dtype == (np.float32 if kind == np.float32 else np.float64)
    right = fused(*(a.astype(float) for a in (w, g, m, v)), *rest)
    np.testing.assert_allclose(made, right, rtol=2e-6 if kind == np.float32 else 1e-12, atol=1e-6)


def test_arguments_of_any_layout_stay_as_they_are(fused, rng):
    whole = rng.normal(size=(4, 90)) ** 2
    args = [*whole[:, ::-3], np.array([10, 20]), np.array([0.1, 0.2])]
    before = [a.copy() for a in args]
    made = fused(*args, 0, 0.1)
    np.testing.assert_allclose(made, fused(*before, 0, 0.1))
    assert all((a == b).all() for a, b in zip(args, before, strict=True))


def test_the_result_is_the_only_large_array(fused, rng):
    args = [a.astype(np.float32) for a in tensors(rng, [300_000] * 4)[:4]]
    tracemalloc.start()
    try:
        made = fused(*args, np.array([300_000] * 4), np.array([0.1, 0.0, 0.1, 0.0]), 5, 0.1)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.1 * made.nbytes
