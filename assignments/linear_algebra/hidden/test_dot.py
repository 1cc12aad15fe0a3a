"""The dot product of two vectors."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNITS, narrow

from grader.testing import assert_close, task


@task("dot", points=2, hint="Multiply entries at the same place, then add the products.")
def test_two_vectors(compare, rng):
    """The products of the entries are added."""
    for n in 5, 3, 2:
        compare.dot(rng.normal(1.0, 2.0, size=n), rng.normal(size=n))


@task("dot", hint="The sum is not divided by anything.")
def test_longer_vectors(compare, rng):
    """Long vectors have many products."""
    for n in 40, 17:
        compare.dot(rng.normal(2.0, 1.0, size=n), rng.normal(1.0, 1.0, size=n))


@task("dot", hint="Signs belong to the products.")
def test_a_vector_with_itself_and_with_its_negative(compare, rng):
    """The vectors are equal, opposite, or have one entry."""
    x = rng.normal(size=4)
    compare.dot(x, x)
    compare.dot(x, -x)
    compare.dot(x[:1], x[1:2])


@task("dot", hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give the exact number."""
    for dtype in NARROW:
        x, y = narrow(rng, dtype, 30), narrow(rng, dtype, 30)
        assert_close(student.dot(x, y), reference.dot(x, y))


@task("dot", hint="Set nothing to zero, and add no small constant.")
def test_tiny_and_huge_entries(compare, rng):
    """Tiny and huge entries are multiplied like others."""
    for unit in UNITS:
        x = unit * rng.uniform(1.0, 2.0, size=4)
        compare.dot(x, rng.uniform(1.0, 2.0, size=4), rtol=1e-10, atol=0)
    compare.dot(np.float32([0.5, 0.25]), np.float32([2.0, -4.0]))


@task("dot", weak=True, hint="Compare the two shapes first.")
def test_vectors_that_do_not_fit_are_refused(compare):
    """ValueError is raised unless both arguments are vectors of one length."""
    for a, b in ((3,), (4,)), ((3,), (1,)), ((3, 1), (3, 1)), ((0,), (0,)), ((1, 3), (3,)):
        compare.raises("ValueError", "dot", np.ones(a), np.ones(b))
