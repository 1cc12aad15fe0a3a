"""The product of entries."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNITS, narrow

from grader.testing import assert_close, task


@task("hadamard", points=2, hint="Multiply entries at the same place. This is not the product of matrices.")
def test_matrices_of_all_shapes(compare, rng):
    """The product has the shape of its factors."""
    for shape in (3, 4), (5, 2), (1, 6), (4, 1), (1, 1):
        compare.hadamard(rng.normal(size=shape), rng.normal(size=shape))


@task("hadamard", points=2, hint="Multiply entries at the same place. This is not the product of matrices.")
def test_square_matrices(compare, rng):
    """Square matrices are multiplied entry by entry, too."""
    for n in 3, 2, 5:
        compare.hadamard(rng.normal(size=(n, n)), rng.normal(size=(n, n)))


@task("hadamard", hint="Convert integers to float64 before you multiply.")
def test_every_narrow_type(student, reference, rng):
    """Products of integers of 8 and 16 bits are float64."""
    for dtype in NARROW:
        A, B = narrow(rng, dtype, 4, 3), narrow(rng, dtype, 4, 3)
        assert_close(student.hadamard(A, B), reference.hadamard(A, B))


@task("hadamard", hint="Integers become float64, float32 stays float32. Set nothing to zero.")
def test_units_dtypes_and_memory_layouts(compare, rng):
    """Tiny and huge entries, float32, integers and transposed arrays are accepted."""
    for unit in UNITS:
        compare.hadamard(unit * rng.normal(size=(2, 3)), rng.normal(size=(2, 3)), rtol=1e-12, atol=0)
    product = compare.hadamard(
        rng.normal(size=(3, 2)).astype(np.float32), np.float32([[2, 3]] * 3), rtol=1e-6
    )
    assert product.dtype == np.float32, "float32 factors must give a float32 product."
    compare.hadamard(rng.integers(-9, 10, size=(4, 3)).T, rng.normal(size=(4, 3)).T)


@task("hadamard", weak=True, hint="Compare the two shapes first.")
def test_shapes_that_differ_are_refused(compare):
    """ValueError is raised when the shapes differ, even if they would broadcast."""
    for a, b in ((3, 4), (3, 1)), ((2, 3), (3, 2)), ((1, 4), (3, 4)), ((4,), (3, 4)):
        compare.raises("ValueError", "hadamard", np.ones(a), np.ones(b))
