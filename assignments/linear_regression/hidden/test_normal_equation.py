from __future__ import annotations

import numpy as np
from support import NARROW, narrow, nearly_dependent

from grader.testing import assert_close, task


@task(
    "normal_equation",
    points=2,
    hint="Put a column of ones in front of X. Then solve the least-squares problem.",
)
def test_few_features(compare, rng):
    """The function returns intercept and weights for more samples than features."""
    compare.fit_normal_equation(rng.normal(1.0, 2.0, size=(15, 2)), rng.normal(3.0, 1.0, size=15))


@task("normal_equation", points=2, hint="The intercept comes first in the result.")
def test_more_features(compare, rng):
    """As before, with more features."""
    compare.fit_normal_equation(rng.normal(-1.0, 1.5, size=(40, 5)), rng.normal(-2.0, 3.0, size=40))


@task("normal_equation", points=2, hint="Do not compute X.T @ X: it squares the condition number.")
def test_features_in_different_units(compare, rng):
    """Columns of very different size and mean are all fitted well."""
    X = rng.normal(size=(24, 3)) * np.array([1.0, 40.0, 0.05]) + np.array([5.0, -20.0, 0.3])
    compare.fit_normal_equation(X, rng.normal(7.0, 2.0, size=24))


@task(
    "normal_equation",
    points=2,
    hint="This holds at the minimum of the squared error. Is the intercept part of your problem?",
)
def test_residual_is_orthogonal(student, rng):
    """The residual is orthogonal to each column of X and to the column of ones."""
    X, y = rng.normal(2.0, 1.0, size=(18, 4)), rng.normal(5.0, 2.0, size=18)
    design = np.column_stack([np.ones(18), X])
    residual = y - design @ student.fit_normal_equation(X, y)
    assert_close(
        design.T @ residual,
        np.zeros(5),
        atol=1e-8,
        what="The residual must be orthogonal to each column and to the ones; yours is not.",
    )


@task(
    "normal_equation", points=2, hint="With equal columns, X.T @ X has no inverse. Use the singular values."
)
def test_repeated_column(compare, rng):
    """One column occurs twice. The best solution with the smallest norm is asked for."""
    X = rng.normal(1.0, 1.0, size=(12, 3))
    compare.fit_normal_equation(X[:, [0, 1, 2, 1]], rng.normal(4.0, 1.0, size=12))


@task("normal_equation", points=2, hint="The norm is that of all coefficients, the intercept among them.")
def test_constant_column(compare, rng):
    """One column is constant. The solution with the smallest norm shares the constant between it and the intercept."""
    X = np.column_stack([rng.normal(2.0, 1.0, size=9), np.full(9, 3.0)])
    compare.fit_normal_equation(X, rng.normal(6.0, 1.0, size=9))


@task("normal_equation", points=2, hint="np.linalg.lstsq returns the solution with the smallest norm.")
def test_fewer_samples_than_coefficients(compare, rng):
    """With too few samples, the exact solution with the smallest norm is asked for."""
    # so many too few that a solver without a rank computes noise: an exact 0 as a pivot would end it in an error
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(8, 20)), rng.normal(2.0, 1.0, size=8))


@task(
    "normal_equation",
    points=2,
    hint="Do not compute X.T @ X: it squares the condition number.",
)
def test_nearly_dependent_columns(compare, rng):
    """Two features agree in six digits. They are still two features; six digits of the result are right."""
    for n, d in (24, 3), (30, 5), (16, 2):
        compare.fit_normal_equation(*nearly_dependent(rng, n, d, 1e-6), rtol=1e-6, atol=0.0)


@task(
    "normal_equation",
    points=2,
    hint="Treat a singular value as zero only if it is as small as a rounding error.",
)
def test_almost_the_same_feature(compare, rng):
    """Two features agree in nine digits. They are still two features; three digits of the result are right."""
    for n, d in (28, 3), (20, 2):
        compare.fit_normal_equation(*nearly_dependent(rng, n, d, 1e-9), rtol=1e-3, atol=0.0)


@task(
    "normal_equation",
    points=1,
    hint="A singular value may be small because of a unit. Do not drop it.",
)
def test_units_millions_apart(compare, rng):
    """One feature is tiny and another one is huge. Both are fitted."""
    X = rng.normal(1.0, 1.0, size=(26, 3)) * np.array([1.0, 1e6, 0.05])
    y = rng.normal(1.0, 1.0, size=26) + X @ np.array([1.0, 3e-6, 20.0])
    compare.fit_normal_equation(X, y, rtol=1e-6, atol=0.0)


@task(
    "normal_equation",
    points=1,
    hint="Use a method that does not square the condition number.",
)
def test_years(compare, rng):
    """A feature holds years, so it is large and nearly constant. The fit is exact all the same."""
    years = 2000.0 + rng.permutation(25) / 5
    X = np.column_stack([years, rng.normal(size=25)])
    compare.fit_normal_equation(X, 1.5 * years + X[:, 1] + rng.normal(size=25) - 2900.0, rtol=1e-6, atol=0.0)


@task("normal_equation", points=1, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in rows."""
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(10, 10)), rng.normal(2.0, 1.0, size=10))
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(2, 2)), rng.normal(2.0, 1.0, size=2))


@task(
    "normal_equation",
    points=1,
    hint="Add the column of ones here, too. It makes the matrix square.",
)
def test_as_many_samples_as_coefficients(compare, rng):
    """With one sample for each coefficient, the fit is exact."""
    X = 3.0 * np.eye(5)[:, :4] + rng.uniform(0.0, 0.5, size=(5, 4))
    compare.fit_normal_equation(X, rng.normal(2.0, 1.0, size=5))


@task("normal_equation", points=1, hint="With a column of zeros, X.T @ X has no inverse.")
def test_empty_feature(compare, rng):
    """A column of zeros gets weight zero. It does not change the other weights."""
    X = rng.normal(size=(8, 3))
    X[:, 1] = 0.0
    compare.fit_normal_equation(X, rng.normal(1.0, 1.0, size=8))


@task("normal_equation", points=1, hint="np.linalg.lstsq returns the solution with the smallest norm.")
def test_one_sample(compare, rng):
    """With a single sample, the exact solution with the smallest norm is asked for."""
    compare.fit_normal_equation(rng.normal(1.0, 1.0, size=(1, 30)), rng.normal(3.0, 1.0, size=1))


@task("normal_equation", points=1, hint="Convert integers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Integers of any width give float64. X may be a transposed table."""
    compare.fit_normal_equation(rng.integers(-9, 10, size=(3, 20)).T, rng.integers(-9, 10, size=20))
    for dtype in NARROW:
        given = narrow(rng, dtype, 3, 20).T, narrow(rng, dtype, 20)
        assert_close(student.fit_normal_equation(*given), reference.fit_normal_equation(*given))


@task("normal_equation", points=1, hint="Create the column of ones with the dtype of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, y = rng.normal(size=(30, 2)).astype(np.float32), rng.normal(size=30).astype(np.float32)
    theta = student.fit_normal_equation(X, y)
    assert_close(theta, reference.fit_normal_equation(X, y), rtol=1e-3, atol=1e-4)
    assert theta.dtype == np.float32, "The result must be float32 for float32 input."


@task("normal_equation", points=1, weak=True, hint="Check the shapes first, and raise ValueError.")
def test_bad_input_is_refused(compare):
    """ValueError is raised for an X without two axes or without rows, and for a y of another shape."""
    compare.raises("ValueError", "fit_normal_equation", np.arange(4.0), np.arange(4.0))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4)[:, :2], np.arange(5.0))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4)[:, :2], np.ones((4, 1)))
    compare.raises("ValueError", "fit_normal_equation", np.zeros((0, 3)), np.zeros(0))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4), np.eye(4))
    compare.raises("ValueError", "fit_normal_equation", np.eye(4)[:, :2], np.arange(2.0))
