"""A matrix times a matrix."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNITS, narrow

from grader.testing import assert_close, task


@task("matmul", points=3, hint="Column j of the product is A times column j of B.")
def test_matrices_of_all_shapes(compare, rng):
    """The product has the rows of the left matrix and the columns of the right one."""
    for m, n, k in (3, 4, 2), (2, 5, 3), (1, 4, 6), (5, 1, 2), (4, 3, 1):
        compare.matmul_as_matvecs(rng.normal(size=(m, n)), rng.normal(size=(n, k)))


@task("matmul", points=3, hint="The order of the factors counts, and columns stay columns.")
def test_square_matrices(compare, rng):
    """Square matrices are multiplied in the given order."""
    for n in 3, 2, 4, 1:
        compare.matmul_as_matvecs(rng.normal(size=(n, n)), rng.normal(size=(n, n)))


@task("matmul", points=2, hint="The order of the factors counts, and columns stay columns.")
def test_shapes_that_fit_in_both_orders(compare, rng):
    """A has shape (m, n) and B has shape (n, m)."""
    for m, n in (3, 4), (5, 2), (1, 3):
        compare.matmul_as_matvecs(rng.normal(size=(m, n)), rng.normal(size=(n, m)))


@task("matmul", hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        A, B = narrow(rng, dtype, 3, 20), narrow(rng, dtype, 20, 2)
        assert_close(student.matmul_as_matvecs(A, B), reference.matmul_as_matvecs(A, B))


@task("matmul", hint="Integers become float64, float32 stays float32. Set nothing to zero.")
def test_units_dtypes_and_memory_layouts(compare, rng):
    """Tiny and huge entries, float32 and transposed arrays are accepted."""
    for unit in UNITS:
        A, B = unit * rng.uniform(1.0, 2.0, size=(3, 4)), rng.uniform(1.0, 2.0, size=(4, 2))
        compare.matmul_as_matvecs(A, B, rtol=1e-10, atol=0)
    A, B = rng.normal(size=(4, 3)).astype(np.float32), rng.normal(size=(3, 2)).astype(np.float32)
    product = compare.matmul_as_matvecs(A, B, rtol=1e-5, atol=1e-5)
    assert product.dtype == np.float32, "float32 arguments must give a float32 product."
    compare.matmul_as_matvecs(rng.normal(size=(4, 3)).T, rng.normal(size=(2, 4)).T)


@task("matmul", weak=True, hint="A has as many columns as B has rows.")
def test_shapes_that_do_not_fit_are_refused(compare):
    """ValueError is raised when the shapes do not fit."""
    for a, b in ((3, 4), (3, 4)), ((3, 4), (4,)), ((4,), (4, 2)), ((2, 3), (1, 3)), ((2, 3), (3, 0)):
        compare.raises("ValueError", "matmul_as_matvecs", np.ones(a), np.ones(b))
