from __future__ import annotations

import numpy as np
from support import NARROW, narrow, nearly_dependent

from grader.testing import assert_close, task


@task("columns", points=2, hint="Each column of X is a sample. Add a row of ones for the intercept.")
def test_few_features(compare, rng):
    """The function returns intercept and weights. Each column of X is a sample."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 2.0, size=(2, 13)), rng.normal(3.0, 1.0, size=13))


@task("columns", points=2, hint="Each column of X is a sample. Add a row of ones for the intercept.")
def test_more_features(compare, rng):
    """As before, with more features."""
    compare.fit_normal_equation_columns(rng.normal(-1.0, 1.0, size=(4, 25)), rng.normal(-2.0, 1.0, size=25))


@task(
    "columns",
    points=1,
    hint="The shape of a square table does not tell where the samples are. They are in the columns.",
)
def test_as_many_samples_as_features(compare, rng):
    """A square table has its samples in columns, too."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 1.0, size=(3, 3)), rng.normal(2.0, 1.0, size=3))


@task("columns", points=1, hint="The samples are always in the columns.")
def test_larger_square_table(compare, rng):
    """A larger square table has its samples in columns, too."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 1.0, size=(5, 5)), rng.normal(2.0, 1.0, size=5))


@task(
    "columns",
    points=1,
    hint="With equal features, the matrix has no inverse. Use the pseudoinverse or np.linalg.lstsq.",
)
def test_repeated_row(compare, rng):
    """One feature occurs twice. The best solution with the smallest norm is asked for."""
    X = rng.normal(1.0, 1.0, size=(2, 10))
    compare.fit_normal_equation_columns(X[[0, 1, 0]], rng.normal(4.0, 1.0, size=10))


@task("columns", points=1, hint="Do not compute X @ X.T: it squares the condition number.")
def test_nearly_dependent_rows(compare, rng):
    """Two features agree in six or in nine digits. They are still two features."""
    for d, gap, rtol in (3, 1e-6, 1e-6), (2, 1e-6, 1e-6), (4, 1e-9, 1e-3):
        X, y = nearly_dependent(rng, 9 * d, d, gap)
        compare.fit_normal_equation_columns(X.T, y, rtol=rtol, atol=0.0)


@task("columns", points=1, hint="Keep each sample together with its own target.")
def test_order_of_samples_is_free(student, compare, rng):
    """Samples in another order give the same fit."""
    X, y, order = rng.normal(size=(3, 16)), rng.normal(2.0, 1.0, size=16), rng.permutation(16)
    theta = compare.fit_normal_equation_columns(X, y)
    again = student.fit_normal_equation_columns(X[:, order], y[order])
    assert_close(
        again,
        theta,
        rtol=1e-7,
        atol=1e-8,
        what="Samples in another order must give the same fit; yours changes.",
    )


@task(
    "columns",
    points=1,
    hint="There are fewer samples than unknowns. Use the pseudoinverse or np.linalg.lstsq.",
)
def test_one_sample(compare, rng):
    """With a single sample, the exact solution with the smallest norm is asked for."""
    compare.fit_normal_equation_columns(rng.normal(1.0, 1.0, size=(3, 1)), rng.normal(3.0, 1.0, size=1))


@task("columns", points=1, hint="Convert integers to float64 before you multiply.")
def test_whole_numbers(student, reference, compare, rng):
    """Integers of any width give float64."""
    compare.fit_normal_equation_columns(rng.integers(-9, 10, size=(3, 20)), rng.integers(-9, 10, size=20))
    for dtype in NARROW:
        given = narrow(rng, dtype, 3, 20), narrow(rng, dtype, 20)
        assert_close(
            student.fit_normal_equation_columns(*given), reference.fit_normal_equation_columns(*given)
        )


@task("columns", points=1, hint="Create the row of ones with the dtype of X.")
def test_float32(student, reference, rng):
    """float32 stays float32."""
    X, y = rng.normal(size=(2, 30)).astype(np.float32), rng.normal(size=30).astype(np.float32)
    theta = student.fit_normal_equation_columns(X, y)
    assert_close(theta, reference.fit_normal_equation_columns(X, y), rtol=1e-3, atol=1e-4)
    assert theta.dtype == np.float32, "The result must be float32 for float32 input."


@task("columns", points=1, weak=True, hint="Check the shapes first, and raise ValueError.")
def test_bad_input_is_refused(compare):
    """ValueError is raised if y has one value per row, if X has no columns, or if X has one axis."""
    compare.raises("ValueError", "fit_normal_equation_columns", np.eye(6)[:2], np.arange(2.0))
    compare.raises("ValueError", "fit_normal_equation_columns", np.zeros((3, 0)), np.zeros(0))
    compare.raises("ValueError", "fit_normal_equation_columns", np.arange(4.0), np.arange(4.0))
    compare.raises("ValueError", "fit_normal_equation_columns", np.eye(4), np.ones((4, 1)))
