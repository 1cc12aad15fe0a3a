"""The neuron of McCulloch and Pitts."""

from __future__ import annotations

import numpy as np
from support import NARROW, bits, narrow

from grader.testing import task


def eighths(rng, d):
    """Weights whose sums are exact."""
    return rng.integers(-24, 25, size=d) / 8


@task("mcp", points=3, hint="Add up the weighted inputs of each row, and compare with the threshold.")
def test_random_inputs(compare, rng):
    """Weighted sums on both sides of the threshold are told apart."""
    for n, d in (40, 3), (60, 5), (50, 2), (30, 8):
        compare.mcp_neuron(bits(rng, n, d), rng.normal(size=d), 0.1 * rng.normal())


@task("mcp", points=3, hint="A sum that is equal to the threshold fires.")
def test_sums_at_the_threshold(compare, rng):
    """A neuron fires if its sum is equal to the threshold."""
    for n, d in (40, 3), (60, 4), (50, 2):
        x, w = bits(rng, n, d), eighths(rng, d)
        for row in x[:6]:
            compare.mcp_neuron(x, w, float(row @ w))


@task("mcp", points=2, hint="Use the threshold as it is, also if it is negative.")
def test_thresholds_of_any_sign(compare, rng):
    """The threshold may be negative, 0 or larger than all sums. It may be an integer."""
    for n, d in (30, 4), (40, 6):
        x, w = bits(rng, n, d), eighths(rng, d)
        for threshold in -2, -0.5, 0, 1, 0.75, 100, -100:
            compare.mcp_neuron(x, w, threshold)


@task("mcp", points=2, hint="Each input has its own weight.")
def test_counts_of_inputs(compare, rng):
    """With weights of 1, the neuron counts its inputs. With a weight of -1, an input holds it back."""
    for n, d in (50, 5), (40, 3):
        x = bits(rng, n, d)
        for threshold in range(-1, d + 1):
            compare.mcp_neuron(x, np.ones(d), threshold)
            compare.mcp_neuron(x, np.where(np.arange(d) == d // 2, -1.0, 1.0), threshold)


@task("mcp", hint="Rows are samples, also in a square table.")
def test_equal_sizes_and_one_sample(compare, rng):
    """There are as many samples as inputs. One sample and one input are enough."""
    for n, d in (4, 4), (7, 7), (1, 5), (6, 1), (1, 1):
        compare.mcp_neuron(bits(rng, n, d), eighths(rng, d), 0.5)
        compare.mcp_neuron(bits(rng, n, d), eighths(rng, d), 0)


@task("mcp", hint="Add no small constant to the sum or to the threshold.")
def test_tiny_and_huge_weights(compare, rng):
    """Weights from 1e-25 to 1e25 are told apart."""
    for unit in 1e-25, 1e-12, 1e6, 1e25:
        compare.mcp_neuron(bits(rng, 40, 4), unit * rng.normal(size=4), 0.2 * unit)
        compare.mcp_neuron(bits(rng, 30, 3), unit * rng.normal(size=3), 0)
        compare.mcp_neuron(np.eye(3), np.array([0.9 * unit, unit, 1.1 * unit]), unit)
    for exponent in -30, -40, -50:  # both sums beside the threshold are exact
        compare.mcp_neuron(np.tri(3), np.array([1.0, -(2.0**exponent), 2.0 ** (exponent + 1)]), 1)


@task("mcp", hint="Convert integers to float64 before you multiply or add.")
def test_every_narrow_type(compare, rng):
    """Integers of 8 and 16 bits do not overflow."""
    for dtype in NARROW:
        for threshold in 0, 60, 200, -60:
            compare.mcp_neuron(bits(rng, 40, 6).astype(dtype), narrow(rng, dtype, 6), threshold)
            compare.mcp_neuron(np.ones((3, 7), dtype), np.full(7, np.iinfo(dtype).max), threshold)


@task("mcp", hint="Inputs may be booleans or floats. The result holds integers.")
def test_dtypes_and_memory_layouts(compare, rng):
    """Inputs may be booleans, integers or floats."""
    x, w = bits(rng, 30, 4), eighths(rng, 4)
    for dtype in np.bool_, np.float32, np.float64, np.int64:
        compare.mcp_neuron(x.astype(dtype), w, 0.5)
    compare.mcp_neuron(x.astype(np.float32), w.astype(np.float32), 0.25)
    compare.mcp_neuron(np.asfortranarray(x)[::-1], np.repeat(w, 2)[::2], 0)


@task("mcp", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = (bits(rng, 30, 4), eighths(rng, 4), 1), (bits(rng, 20, 3), eighths(rng, 3), 0)
    for case in first, other, first:
        compare.mcp_neuron(*case)


@task("mcp", weak=True, hint="Check the inputs first, and raise ValueError.")
def test_bad_arguments_are_refused(compare, rng):
    """ValueError is raised for inputs that are not 0 and 1, and for shapes that do not fit."""
    x, w = bits(rng, 5, 3), np.ones(3)
    for place in (0, 0), (4, 2), (2, 1):
        for value in 2.0, -1.0, 0.5, np.nan:
            bad = x.astype(float)
            bad[place] = value
            compare.raises("ValueError", "mcp_neuron", bad, w, 1)
    for bad in (x[0], w), (x[:0], w), (x, w[:2]), (x, w[:1]), (x, w[:, None]), (x[None], w), (x[:, :1], w):
        compare.raises("ValueError", "mcp_neuron", *bad, 1)
