from __future__ import annotations

import numpy as np
from support import NARROW, narrow, nearly_dependent

from grader.testing import assert_close, task


@task("normal_equation", points=2, hint="A column of ones in front of X, then least squares.")
def test_few_features(compare, rng):
    """Intercept and weights for more samples than features."""
    compare.fit_normal_equation(rng.normal(1.0, 2.0, size=(15, 2)), rng.normal(3.0, 1.0, size=15))


@task("normal_equation", points=2, hint="The intercept comes first in the result.")
def test_more_features(compare, rng):
    """Intercept and weights for a wider table."""
    compare.fit_normal_equation(rng.normal(-1.0, 1.5, size=(40, 5)), rng.normal(-2.0, 3.0, size=40))


@task("normal_equation", points=2)
def test_features_in_different_units(compare, rng):
    """Columns of very different size and origin are all fitted well."""
    X = rng.normal(size=(24, 3)) * np.array([1.0, 40.0, 0.05]) + np.array([5.0, -20.0, 0.3])
    compare.fit_normal_equation(X, rng.normal(7.0, 2.0, size=24))


@task("normal_equation", points=2)
def test_residual_is_orthogonal(student, rng):
    """What is left of y after the fit has no share in any column, nor in the constant."""
    X, y = rng.normal(2.0, 1.0, size=(18, 4)), rng.normal(5.0, 2.0, size=18)
    design = np.column_stack([np.ones(18), X])
    residual = y - design @ student.fit_normal_equation(X, y)
    assert_close(design.T @ residual, np.zeros(5), atol=1e-8, what="columns · residual")


@task("normal_equation", points=2, hint="With dependent columns XᵀX has no inverse: use the singular values.")
def test_repeated_column(compare, rng):
    """With one column twice, the shortest of all best solutions is asked."""
    X = rng.normal(1.0, 1.0, size=(12, 3))
    compare.fit_normal_equation(X[:, [0, 1, 2, 1]], rng.normal(4.0, 1.0, size=12))


@task("normal_equation", points=2, hint="Shortest means all coefficients together, the intercept among them.")
def test_constant_column(compare, rng):
    """A constant column competes with the intercept: the shortest solution shares it out."""
    X = np.column_stack([rng.normal(2.0, 1.0, size=9), np.full(9, 3.0)])
    compare.fit_normal_equation(X, rng.normal(6.0, 1.0, size=9))


@task("normal_equation", points=2, hint="np.linalg.lstsq returns the solution of least norm.")
def test_fewer_samples_than_coefficients(compare, rng):
    """With too few samples the shortest of all exact solutions is asked."""
    # so many too few that a solver without a rank computes noise: an exact 0 as a pivot would end it in an error
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(8, 20)), rng.normal(2.0, 1.0, size=8))


@task(
    "normal_equation",
    points=2,
    hint="The product of the table with itself has the square of its condition number.",
)
def test_nearly_dependent_columns(compare, rng):
    """Two features that agree in six digits are still two: at a condition number below 1e7 six digits are right."""
    for n, d in (24, 3), (30, 5), (16, 2):
        compare.fit_normal_equation(*nearly_dependent(rng, n, d, 1e-6), rtol=1e-6, atol=0.0)


@task(
    "normal_equation",
    points=2,
    hint="Which singular values count as zero? Only those of the size of rounding errors.",
)
def test_almost_the_same_feature(compare, rng):
    """Features that agree in nine digits are two features: at a condition number below 1e10 three digits are right."""
    for n, d in (28, 3), (20, 2):
        compare.fit_normal_equation(*nearly_dependent(rng, n, d, 1e-9), rtol=1e-3, atol=0.0)


@task(
    "normal_equation",
    points=1,
    hint="A small singular value may come from a unit. It is no reason to drop a feature.",
)
def test_units_millions_apart(compare, rng):
    """A feature in cents beside one in millions."""
    X = rng.normal(1.0, 1.0, size=(26, 3)) * np.array([1.0, 1e6, 0.05])
    y = rng.normal(1.0, 1.0, size=26) + X @ np.array([1.0, 3e-6, 20.0])
    compare.fit_normal_equation(X, y, rtol=1e-6, atol=0.0)


@task(
    "normal_equation",
    points=1,
    hint="The year 2000 is far from zero, and the intercept belongs to the year 0.",
)
def test_years(compare, rng):
    """A feature whose values are years lies far from the constant column's, but almost along it."""
    years = 2000.0 + rng.permutation(25) / 5
    X = np.column_stack([years, rng.normal(size=25)])
    compare.fit_normal_equation(X, 1.5 * years + X[:, 1] + rng.normal(size=25) - 2900.0, rtol=1e-6, atol=0.0)


@task("normal_equation", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """The intercept makes one coefficient more than a square table has samples."""
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(10, 10)), rng.normal(2.0, 1.0, size=10))
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(2, 2)), rng.normal(2.0, 1.0, size=2))


@task(
    "normal_equation",
    points=1,
    hint="The column of ones is one more column, also where that makes the table square.",
)
def test_as_many_samples_as_coefficients(compare, rng):
    """With one sample for each coefficient the plane goes through all of them."""
    X = 3.0 * np.eye(5)[:, :4] + rng.uniform(0.0, 0.5, size=(5, 4))
    compare.fit_normal_equation(X, rng.normal(2.0, 1.0, size=5))


@task("normal_equation", points=1)
def test_empty_feature(compare, rng):
    """A column of zeros gets weight zero and disturbs nothing."""
    X = rng.normal(size=(8, 3))
    X[:, 1] = 0.0
    compare.fit_normal_equation(X, rng.normal(1.0, 1.0, size=8))


@task("normal_equation", points=1)
def test_one_sample(compare, rng):
    """Even a single sample has a shortest exact solution."""
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(1, 30)), rng.normal(3.0, 1.0, size=1))


@task("normal_equation", points=1, hint="Convert whole numbers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Whole numbers of any width, in a transposed table, give float64."""
    compare.fit_normal_equation(rng.integers(-9, 10, size=(3, 20)).T, rng.integers(-9, 10, size=20))
    for dtype in NARROW:
        given = narrow(rng, dtype, 3, 20).T, narrow(rng, dtype, 20)
        assert_close(student.fit_normal_equation(*given), reference.fit_normal_equation(*given))


@task("normal_equation", points=1, hint="The column of ones needs the type of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, y = rng.normal(size=(30, 2)).astype(np.float32), rng.normal(size=30).astype(np.float32)
    theta = student.fit_normal_equation(X, y)
    assert_close(theta, reference.fit_normal_equation(X, y), rtol=1e-3, atol=1e-4)
    assert theta.dtype == np.float32, f"float32 inputs gave {theta.dtype}"


@task("normal_equation", points=1, weak=True)
def test_bad_input_is_refused(compare):
    """An X without two axes or without rows, and a y of another shape, are refused with ValueError."""
    compare.raises("ValueError", "fit_normal_equation", np.arange(4.0), np.arange(4.0))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4)[:, :2], np.arange(5.0))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4)[:, :2], np.ones((4, 1)))
    compare.raises("ValueError", "fit_normal_equation", np.zeros((0, 3)), np.zeros(0))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4), np.eye(4))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4)[:, :2], np.arange(2.0))
