"""The quadratic form and its gradient."""

from __future__ import annotations

import numpy as np
from support import NARROW, UNITS, narrow, not_square

from grader.testing import assert_close, task

UNFIT = (((3, 3), (2,)), ((2, 3), (3,)), ((3, 3), (3, 1)), ((3,), (3,)), ((0, 0), (0,)), ((3, 3), (1,)))


@task("form", points=2, hint="Every pair of entries of x counts, with its entry of A.")
def test_square_matrices(compare, rng):
    """All entries of A count."""
    for n in 3, 2, 5:
        compare.quadratic_form(rng.normal(size=(n, n)), rng.normal(size=n))


@task("form", points=2, hint="There is no factor in front of the sum.")
def test_matrices_that_are_not_symmetric(compare, rng):
    """A has entries on one side of its diagonal only."""
    for n in 4, 3, 2:
        compare.quadratic_form(np.triu(rng.normal(1.0, 2.0, size=(n, n)), 1), rng.normal(size=n))


@task("form", points=2, hint="Every pair of entries of x counts, with its entry of A.")
def test_larger_matrices_and_one_entry(compare, rng):
    """A has one entry, or many."""
    for n in 12, 1, 7:
        compare.quadratic_form(rng.normal(size=(n, n)), rng.normal(1.0, 1.0, size=n))


@task("form", hint="Convert integers to float64 before you multiply. Set nothing to zero.")
def test_narrow_types_and_units_of_the_form(student, reference, compare, rng):
    """Integers of 8 and 16 bits, tiny and huge entries are accepted."""
    for dtype in NARROW:
        A, x = narrow(rng, dtype, 4, 4), narrow(rng, dtype, 4)
        assert_close(student.quadratic_form(A, x), reference.quadratic_form(A, x))
    for unit in UNITS:
        A, x = unit * rng.uniform(1.0, 2.0, size=(3, 3)), rng.uniform(1.0, 2.0, size=3)
        compare.quadratic_form(A, x, rtol=1e-10, atol=0)
    compare.quadratic_form(np.float32([[1, 2], [3, 4]]), np.float32([2, -1]))


@task("form", weak=True, hint="Compare the shapes first.")
def test_shapes_that_do_not_fit_the_form_are_refused(compare):
    """ValueError is raised when A is not square or x does not fit."""
    for a, b in UNFIT:
        compare.raises("ValueError", "quadratic_form", np.ones(a), np.ones(b))
    for A in not_square():
        compare.raises("ValueError", "quadratic_form", A, np.ones(A.shape[0]))


@task("form_gradient", points=3, hint="Differentiate the double sum. x_k occurs in row k and in column k.")
def test_gradient_of_square_matrices(compare, rng):
    """The gradient is right for matrices that are not symmetric."""
    for n in 3, 2, 5:
        compare.quadratic_form_gradient(rng.normal(size=(n, n)), rng.normal(size=n))


@task("form_gradient", points=2, hint="x_k occurs in row k and in column k.")
def test_gradient_of_triangular_matrices(compare, rng):
    """A has entries on one side of its diagonal only."""
    for n in 4, 3, 2:
        compare.quadratic_form_gradient(np.tril(rng.normal(1.0, 2.0, size=(n, n)), -1), rng.normal(size=n))


@task("form_gradient", hint="Compare with a central difference of x.T @ A @ x.")
def test_the_value_changes_as_the_gradient_says(student, reference, rng):
    """A small step changes the value by the gradient times the step."""
    for n in 3, 6:
        A, x, step = rng.normal(size=(n, n)), rng.normal(size=n), 1e-5 * rng.normal(size=n)
        change = reference.quadratic_form(A, x + step) - reference.quadratic_form(A, x - step)
        assert_close(
            2e5 * np.sum(step * student.quadratic_form_gradient(A, x)),
            1e5 * change,
            rtol=1e-6,
            atol=1e-8,
            what="A step must change the value by gradient times step; yours does not.",
        )


@task("form_gradient", hint="Convert integers to float64 before you multiply. Set nothing to zero.")
def test_narrow_types_and_units_of_the_gradient(student, reference, compare, rng):
    """Integers of 8 and 16 bits, tiny and huge entries, one entry and float32 are accepted."""
    for dtype in NARROW:
        A, x = narrow(rng, dtype, 4, 4), narrow(rng, dtype, 4)
        assert_close(student.quadratic_form_gradient(A, x), reference.quadratic_form_gradient(A, x))
    for unit in UNITS:
        A, x = unit * rng.uniform(1.0, 2.0, size=(3, 3)), rng.uniform(1.0, 2.0, size=3)
        compare.quadratic_form_gradient(A, x, rtol=1e-10, atol=0)
    compare.quadratic_form_gradient(rng.normal(size=(1, 1)), rng.normal(size=1))
    gradient = compare.quadratic_form_gradient(np.float32([[1, 2], [3, 4]]), np.float32([2, -1]))
    assert gradient.dtype == np.float32, "float32 arguments must give a float32 gradient."


@task("form_gradient", weak=True, hint="Compare the shapes first.")
def test_shapes_that_do_not_fit_the_gradient_are_refused(compare):
    """ValueError is raised when A is not square or x does not fit."""
    for a, b in UNFIT:
        compare.raises("ValueError", "quadratic_form_gradient", np.ones(a), np.ones(b))
