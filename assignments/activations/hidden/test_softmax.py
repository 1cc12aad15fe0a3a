"""The softmax of rows and its Jacobian."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow

from grader.testing import assert_close, task

BAD = (np.ones(3), np.ones((2, 2, 2)), np.ones((2, 0)), np.ones((0, 3)))


@task("softmax", points=3, hint="Each row sums to 1.")
def test_rows_of_logits(compare, rng):
    """Each row is handled by itself."""
    for n, k in (3, 4), (5, 2), (2, 7):
        compare.softmax(rng.normal(0.0, 2.0, size=(n, k)))


@task("softmax", points=2, hint="Rows are samples, also in a square table.")
def test_as_many_samples_as_classes(compare, rng):
    """A square table has its samples in rows."""
    for n in 3, 5, 2, 4:
        compare.softmax(rng.normal(0.0, 2.0, size=(n, n)))


@task("softmax", points=2, hint="Subtract the largest logit of each row before you take exponentials.")
def test_large_logits(compare, rng):
    """Logits are near 1000 or near -1000."""
    for shift in 1000.0, -1000.0, 1e5, -1e5:
        compare.softmax(shift + rng.normal(size=(3, 4)))
        compare.softmax(rng.choice([-1.0, 1.0], size=(2, 3)) * abs(shift))


@task("softmax", points=2, hint="The largest logit of the whole table belongs to one row only.")
def test_rows_of_very_different_size(compare, rng):
    """One row is near 1000 and another one near -1000."""
    for n, k in (2, 3), (4, 2), (3, 5):
        compare.softmax(rng.normal(size=(n, k)) + rng.permutation(np.linspace(-1000.0, 1000.0, n))[:, None])


@task("softmax", hint="Equal logits share the probability.")
def test_ties_and_single_classes(compare, rng):
    """Logits are equal, or there is one class or one sample."""
    compare.softmax(np.zeros((2, 5)))
    compare.softmax(np.array([[3.0, 3.0, -1.0], [700.0, 700.0, 700.0]]))
    for n, k in (4, 1), (1, 4), (1, 1):
        compare.softmax(rng.normal(size=(n, k)))


@task("softmax", hint="Convert integers to float64 before you subtract.")
def test_softmax_dtypes_and_memory_layouts(compare, student, reference, rng):
    """Integers of 8 and 16 bits, float32 and transposed arrays are accepted."""
    for dtype in NARROW:
        x = narrow(dtype).reshape(3, 3)
        assert_close(student.softmax(x), reference.softmax(x), rtol=1e-10, atol=1e-300)
    values = compare.softmax(rng.normal(size=(3, 4)).astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 logits must give float32 probabilities."
    compare.softmax(rng.normal(size=(4, 3)).T)
    compare.softmax(np.array([[1, 2, 3]]))


@task("softmax", weak=True, hint="Check the shape first.")
def test_logits_without_two_axes_are_refused(compare):
    """ValueError is raised when x does not have two axes, or has no entries."""
    for x in BAD:
        compare.raises("ValueError", "softmax", x)


@task("jacobian", points=3, hint="Differentiate the quotient. The case j = k has one term more.")
def test_one_matrix_for_each_row(compare, rng):
    """The result has one matrix for each sample."""
    for n, k in (3, 4), (5, 2), (2, 6):
        compare.softmax_jacobian(rng.normal(size=(n, k)))


@task("jacobian", points=3, hint="Rows are samples, also in a square table.")
def test_jacobians_of_square_tables(compare, rng):
    """There are as many samples as classes."""
    for n in 3, 4, 2, 5:
        compare.softmax_jacobian(rng.normal(size=(n, n)))


@task("jacobian", points=2, hint="Compare with differences of the softmax.")
def test_the_softmax_changes_as_the_jacobian_says(student, reference, rng):
    """A small change of the logits changes the probabilities by Jacobian times change."""
    for n, k in (3, 4), (2, 3):
        x, u = rng.normal(size=(n, k)), rng.normal(size=(n, k))
        change = (reference.softmax(x + 1e-5 * u) - reference.softmax(x - 1e-5 * u)) / 2e-5
        assert_close(
            np.sum(student.softmax_jacobian(x) * u[:, None, :], axis=2),
            change,
            rtol=1e-5,
            atol=1e-8,
            what="A step must change the probabilities by Jacobian times step; yours does not.",
        )


@task("jacobian", points=2, hint="Subtract the largest logit of each row before you take exponentials.")
def test_jacobians_of_large_logits(compare, rng):
    """Logits are near 1000 or near -1000, or both."""
    for shift in 1000.0, -1000.0:
        compare.softmax_jacobian(shift + rng.normal(size=(2, 3)))
    compare.softmax_jacobian(np.array([[1000.0, -1000.0, 999.0], [-1000.0, -1001.0, -1000.5]]))


@task("jacobian", hint="With one class the probability is always 1.")
def test_jacobians_of_one_sample_or_one_class(compare, rng):
    """There is one sample or one class, or logits are equal."""
    for n, k in (4, 1), (1, 4), (1, 1):
        compare.softmax_jacobian(rng.normal(size=(n, k)))
    compare.softmax_jacobian(np.zeros((2, 3)))


@task("jacobian", hint="Convert integers to float64 before you subtract.")
def test_jacobian_dtypes_and_memory_layouts(compare, student, reference, rng):
    """Integers of 8 and 16 bits, float32 and transposed arrays are accepted."""
    for dtype in NARROW:
        x = narrow(dtype)[2:8].reshape(2, 3)
        assert_close(student.softmax_jacobian(x), reference.softmax_jacobian(x), rtol=1e-9, atol=1e-12)
        compare.softmax_jacobian(narrow(dtype).reshape(3, 3))
    values = compare.softmax_jacobian(rng.normal(size=(3, 4)).astype(np.float32), rtol=1e-5, atol=1e-6)
    assert values.dtype == np.float32, "float32 logits must give float32 Jacobians."
    compare.softmax_jacobian(rng.normal(size=(4, 3)).T)


@task("jacobian", weak=True, hint="Check the shape first.")
def test_logits_without_two_axes_are_refused_by_the_jacobian(compare):
    """ValueError is raised when x does not have two axes, or has no entries."""
    for x in BAD:
        compare.raises("ValueError", "softmax_jacobian", x)
