"""Units that are 0 for every sample."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import task


def layer(rng, n, d):
    """Outputs of relu: many zeros, each third unit dead, the last one 0 for all samples but one."""
    outputs = np.maximum(rng.normal(size=(n, d)), 0.0)
    outputs[:, ::3] = 0.0
    outputs[:, 0] = 0.0
    outputs[:, -1] = 0.0
    outputs[rng.integers(n), -1] = 1.5
    return rng.permutation(outputs, axis=1)


@task("dead", points=2, hint="A unit is dead if it is 0 for all samples, not for one of them.")
def test_units_that_are_sometimes_zero(compare, rng):
    """A unit that is 0 for some samples is not dead."""
    for n, d in (5, 70), (3, 90), (8, 30):
        compare.dead_units(layer(rng, n, d))


@task("dead", points=2, hint="Samples are rows, units are columns.")
def test_as_many_samples_as_units(compare, rng):
    """A square table has its units in columns."""
    for n in 40, 52, 4:
        compare.dead_units(layer(rng, n, n))


@task("dead", points=2, hint="Only an output of exactly 0 counts.")
def test_tiny_and_negative_outputs(compare, rng):
    """Tiny outputs are not 0, and negative ones are not, either."""
    for n in 4, 2:
        table = np.zeros((n, 6))
        table[0, 1], table[-1, 2], table[0, 3], table[0, 4] = 1e-300, -1e-300, 1.0, -1.0
        table[-1, 3] = -1.0
        compare.dead_units(table)
        compare.dead_units(-np.abs(layer(rng, n, 60)))
        compare.dead_units(np.minimum(rng.normal(size=(n, 50)), 0.0))


@task("dead", hint="The result has one entry for each unit.")
def test_one_sample_one_unit_and_other_types(compare, rng):
    """There is one sample or one unit; outputs are integers, float32, or negative zeros."""
    compare.dead_units(np.array([[0.0, 1.0, 0.0]]))
    compare.dead_units(np.array([[0.0], [0.0], [-0.0]]))
    compare.dead_units(np.array([[0.0], [2.0]]))
    compare.dead_units(layer(rng, 4, 5).astype(np.float32))
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        compare.dead_units(np.array([[0, ends.max, 0], [0, 1, ends.min], [0, 0, 1]], dtype=dtype))
    compare.dead_units(np.full((256, 2), 1, dtype=np.uint8))


@task("dead", weak=True, hint="Check the shape first.")
def test_arrays_without_two_axes_are_refused(compare):
    """ValueError is raised when there are no two axes, or no samples."""
    for outputs in np.zeros(3), np.zeros((2, 2, 2)), np.zeros((0, 3)):
        compare.raises("ValueError", "dead_units", outputs)
