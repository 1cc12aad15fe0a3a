from __future__ import annotations

import numpy as np
from support import NARROW, narrow, nearly_dependent

from grader.testing import assert_close, task


@task("columns", points=2, hint="Each column of X is a sample here; the row of ones is yours to add.")
def test_few_features(compare, rng):
    """Intercept and weights when each column is a sample."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 2.0, size=(2, 13)), rng.normal(3.0, 1.0, size=13))


@task("columns", points=2)
def test_more_features(compare, rng):
    """The same for a taller table."""
    compare.fit_normal_equation_columns(rng.normal(-1.0, 1.0, size=(4, 25)), rng.normal(-2.0, 1.0, size=25))


@task("columns", points=1, hint="A square table does not tell which layout it has: the task does.")
def test_as_many_samples_as_features(compare, rng):
    """A square table is read by columns too."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 1.0, size=(3, 3)), rng.normal(2.0, 1.0, size=3))


@task("columns", points=1)
def test_larger_square_table(compare, rng):
    """A larger square table is read by columns too."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 1.0, size=(5, 5)), rng.normal(2.0, 1.0, size=5))


@task("columns", points=1)
def test_repeated_row(compare, rng):
    """With one feature twice, the shortest of all best solutions is asked."""
    X = rng.normal(1.0, 1.0, size=(2, 10))
    compare.fit_normal_equation_columns(X[[0, 1, 0]], rng.normal(4.0, 1.0, size=10))


@task(
    "columns", points=1, hint="The product of the table with itself has the square of its condition number."
)
def test_nearly_dependent_rows(compare, rng):
    """Two features that agree in six digits are still two, and at nine digits too."""
    for d, gap, rtol in (3, 1e-6, 1e-6), (2, 1e-6, 1e-6), (4, 1e-9, 1e-3):
        X, y = nearly_dependent(rng, 9 * d, d, gap)
        compare.fit_normal_equation_columns(X.T, y, rtol=rtol, atol=0.0)


@task("columns", points=1)
def test_order_of_samples_is_free(student, compare, rng):
    """Samples in another order give the same fit."""
    X, y, order = rng.normal(size=(3, 16)), rng.normal(2.0, 1.0, size=16), rng.permutation(16)
    theta = compare.fit_normal_equation_columns(X, y)
    again = student.fit_normal_equation_columns(X[:, order], y[order])
    assert_close(again, theta, rtol=1e-7, atol=1e-8, what="fit of permuted samples")


@task("columns", points=1)
def test_one_sample(compare, rng):
    """Even a single sample has a shortest exact solution."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 1.0, size=(3, 1)), rng.normal(3.0, 1.0, size=1))


@task("columns", points=1, hint="Convert whole numbers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Whole numbers of any width give float64."""
    compare.fit_normal_equation_columns(rng.integers(-9, 10, size=(3, 20)), rng.integers(-9, 10, size=20))
    for dtype in NARROW:
        given = narrow(rng, dtype, 3, 20), narrow(rng, dtype, 20)
        assert_close(
            student.fit_normal_equation_columns(*given), reference.fit_normal_equation_columns(*given)
        )


@task("columns", points=1, hint="The row of ones needs the type of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, y = rng.normal(size=(2, 30)).astype(np.float32), rng.normal(size=30).astype(np.float32)
    theta = student.fit_normal_equation_columns(X, y)
    assert_close(theta, reference.fit_normal_equation_columns(X, y), rtol=1e-3, atol=1e-4)
    assert theta.dtype == np.float32, f"float32 inputs gave {theta.dtype}"


@task("columns", points=1, weak=True)
def test_bad_input_is_refused(compare):
    """A y with one value per row, an X without columns or with one axis, are refused with ValueError."""
    compare.raises("ValueError", "fit_normal_equation_columns", np.eye(6)[:2], np.arange(2.0))
    compare.raises("ValueError", "fit_normal_equation_columns", np.zeros((3, 0)), np.zeros(0))
    compare.raises("ValueError", "fit_normal_equation_columns", np.arange(4.0), np.arange(4.0))
    compare.raises("ValueError", "fit_normal_equation_columns", np.eye(4), np.ones((4, 1)))
