"""A matrix times a vector."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNITS, narrow

from grader.testing import assert_close, task


@task("matvec", points=2, hint="Entry i is the dot product of row i and x.")
def test_matrices_of_all_shapes(compare, rng):
    """The product has one entry for each row."""
    for m, n in (3, 4), (5, 2), (1, 6), (4, 1):
        compare.matvec_as_dots(rng.normal(size=(m, n)), rng.normal(size=n))


@task("matvec", points=2, hint="Rows of A meet x, not columns.")
def test_square_matrices(compare, rng):
    """In a square matrix the rows are multiplied, too."""
    for n in 3, 2, 5, 1:
        compare.matvec_as_dots(rng.normal(size=(n, n)), rng.normal(size=n))


@task("matvec", hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        A, x = narrow(rng, dtype, 3, 20), narrow(rng, dtype, 20)
        assert_close(student.matvec_as_dots(A, x), reference.matvec_as_dots(A, x))


@task("matvec", hint="Integers become float64, float32 stays float32. Set nothing to zero.")
def test_units_dtypes_and_memory_layouts(compare, rng):
    """Tiny and huge entries, float32, transposed arrays and matrices without rows are accepted."""
    for unit in UNITS:
        A, x = unit * rng.uniform(1.0, 2.0, size=(3, 4)), rng.uniform(1.0, 2.0, size=4)
        compare.matvec_as_dots(A, x, rtol=1e-10, atol=0)
    A, x = rng.normal(size=(4, 3)).astype(np.float32), rng.normal(size=3).astype(np.float32)
    product = compare.matvec_as_dots(A, x, rtol=1e-5, atol=1e-5)
    assert product.dtype == np.float32, "float32 arguments must give a float32 product."
    compare.matvec_as_dots(rng.normal(size=(4, 3)).T, rng.normal(size=4))
    compare.matvec_as_dots(np.zeros((0, 3)), rng.normal(size=3))


@task("matvec", weak=True, hint="x has as many entries as A has columns.")
def test_shapes_that_do_not_fit_are_refused(compare):
    """ValueError is raised when the shapes do not fit."""
    for a, b in ((3, 4), (3,)), ((3, 4), (4, 1)), ((3,), (3,)), ((3, 4), (1,)), ((2, 0), (0,)):
        compare.raises("ValueError", "matvec_as_dots", np.ones(a), np.ones(b))
