"""A network for each place: sizes that differ and coincide, dtypes, gradients."""

from __future__ import annotations

import torch
from support import SINGLE, assert_slope, drawn

from grader.testing import task


def case(rng, *lead, D, F, O, dtype=torch.float64, scale=1.0):  # noqa: E741
    """x and the weights and offsets of both layers."""
    sizes = (*lead, D), (D, F), (F,), (F, O), (O,)
    return tuple(drawn(rng, *size, dtype=dtype, scale=scale) for size in sizes)


@task("network", points=2, hint="relu stands between the two layers only.")
def test_sequences(compare, rng):
    """Two layers with relu between them."""
    compare.feed_forward(*case(rng, 3, 4, D=5, F=7, O=6))
    compare.feed_forward(*case(rng, 2, 6, D=3, F=8, O=4))


@task("network", hint="Add the offsets b1 before relu.")
def test_equal_sizes(compare, rng):
    """All sizes are equal."""
    compare.feed_forward(*case(rng, 4, 4, D=4, F=4, O=4))
    compare.feed_forward(*case(rng, 6, D=6, F=6, O=6))


@task("network", hint="Leading axes may be missing.")
def test_any_number_of_axes(compare, rng):
    """x may be one place, or have four axes."""
    compare.feed_forward(*case(rng, D=5, F=3, O=7))
    compare.feed_forward(*case(rng, 2, 3, 2, D=4, F=6, O=5))


@task("network", hint="Do not clip or saturate values.")
def test_large_and_small_numbers(compare, rng):
    """Values of any size pass."""
    compare.feed_forward(*case(rng, 3, 4, D=5, F=6, O=2, scale=1e4))
    compare.feed_forward(*case(rng, 5, D=3, F=4, O=6, scale=1e-3), atol=1e-14)


@task("network", hint="Give new tensors the dtype of the inputs.")
def test_float32(compare, rng):
    """float32 stays float32."""
    compare.feed_forward(*case(rng, 3, 5, D=6, F=4, O=7, dtype=torch.float32), **SINGLE)
    compare.feed_forward(*case(rng, 4, D=3, F=5, O=2, dtype=torch.float32), **SINGLE)


@task("network", hint="Keep everything in torch, without detach.")
def test_gradients(student, reference, rng):
    """torch can differentiate the result by x and all parameters."""
    for lead in (3, 4), (5,):
        arguments = case(rng, *lead, D=4, F=6, O=3)
        upstream = drawn(rng, *lead, 3)
        assert_slope(student, reference, "feed_forward", arguments, (0, 1, 2, 3, 4), upstream, rng)
