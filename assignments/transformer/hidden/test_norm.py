"""Layer norm: any number of axes, large eps, features far from 0, gradients."""

from __future__ import annotations

import torch
from support import SINGLE, assert_slope, drawn

from grader.testing import task


def case(rng, *size, dtype=torch.float64, mean=1.0, scale=2.0):
    """x, gamma and beta."""
    x = mean + drawn(rng, *size, dtype=dtype, scale=scale)
    return x, drawn(rng, size[-1], dtype=dtype), drawn(rng, size[-1], dtype=dtype)


@task("norm", points=2, hint="Mean and variance are taken along the last axis.")
def test_sequences(compare, rng):
    """Each place is normalised by its own mean and variance."""
    compare.layer_norm(*case(rng, 3, 4, 6))
    compare.layer_norm(*case(rng, 2, 7, 5))


@task("norm", hint="Take eps as it is given, and the features as they are.")
def test_small_features_and_large_scales(compare, rng):
    """Small features need a small eps. Large scales give large results."""
    x, gamma, beta = case(rng, 3, 5, mean=0.0)
    compare.layer_norm(1e-6 * x, gamma, beta, 1e-13)
    compare.layer_norm(x, 1e4 * gamma, beta)


@task("norm", points=2, hint="Add eps to the variance, inside the root.")
def test_large_eps(compare, rng):
    """eps is added to the variance."""
    compare.layer_norm(*case(rng, 3, 5, 4), 0.5)
    compare.layer_norm(*case(rng, 4, 7), eps=2.0)
    compare.layer_norm(*case(rng, 2, 3, 6), 0.1)


@task("norm", hint="Divide the squares by D, not by D - 1.")
def test_few_features(compare, rng):
    """The variance is that of the population."""
    compare.layer_norm(*case(rng, 5, 3))
    compare.layer_norm(*case(rng, 4, 6, 2))


@task("norm", hint="Find the axis of the features by its position, the last one.")
def test_equal_sizes(compare, rng):
    """Batch, places and features are equally many."""
    compare.layer_norm(*case(rng, 4, 4, 4))
    compare.layer_norm(*case(rng, 6, 6))


@task("norm", hint="Leading axes may be missing.")
def test_any_number_of_axes(compare, rng):
    """There may be one axis or four."""
    compare.layer_norm(*case(rng, 6))
    compare.layer_norm(*case(rng, 2, 3, 2, 5))


@task("norm", hint="Subtract the mean before you square.")
def test_features_far_from_zero(compare, rng):
    """The features have a large mean and a small spread."""
    close = {"rtol": 1e-6, "atol": 1e-7}
    compare.layer_norm(*case(rng, 3, 6, mean=1e6, scale=1.0), **close)
    compare.layer_norm(*case(rng, 2, 4, 5, mean=-1e6, scale=3.0), **close)


@task("norm", hint="eps = 1e-5 counts where the spread is small.")
def test_small_spread(compare, rng):
    """The variance is smaller than eps, or zero."""
    compare.layer_norm(*case(rng, 3, 5, mean=0.0, scale=1e-3))
    compare.layer_norm(*case(rng, 4, 6, mean=0.0, scale=1e-20))
    compare.layer_norm(*case(rng, 4, 1))
    x, gamma, beta = case(rng, 3, 4)
    compare.layer_norm(torch.full_like(x, 2.0), gamma, beta)


@task("norm", hint="Give new tensors the dtype of the inputs.")
def test_float32(compare, rng):
    """float32 stays float32."""
    compare.layer_norm(*case(rng, 3, 5, 7, dtype=torch.float32), **SINGLE)
    compare.layer_norm(*case(rng, 4, 6, dtype=torch.float32), **SINGLE)


@task("norm", hint="Mean and variance depend on x. Do not detach them.")
def test_gradients(student, reference, rng):
    """torch can differentiate the result by x, gamma and beta."""
    for size in (3, 4, 5), (2, 6):
        upstream = drawn(rng, *size)
        assert_slope(student, reference, "layer_norm", case(rng, *size), (0, 1, 2), upstream, rng)
