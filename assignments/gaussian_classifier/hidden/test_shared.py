"""The covariance that all classes share."""

from __future__ import annotations

import numpy as np
from support import NARROW, labelled, narrow

from grader.testing import assert_close, task


@task(
    "shared",
    points=3,
    hint="Subtract the mean of its own class from each sample. Then average over all samples.",
)
def test_classes_of_different_size_and_width(compare, rng):
    """The shared covariance weights each class by its number of samples."""
    compare.shared_covariance(*labelled(rng, [12, 4], 3))
    compare.shared_covariance(*labelled(rng, [5, 11, 3], 2))
    compare.shared_covariance(*labelled(rng, [3, 9, 6, 14], 5))


@task("shared", points=3, hint="Divide the sum over all samples by n, not by n - K.")
def test_few_samples_show_the_divisor(compare, rng):
    """The divisor is right for classes of two or three samples."""
    compare.shared_covariance(*labelled(rng, [2, 3], 4))
    compare.shared_covariance(*labelled(rng, [2, 4, 2, 3], 3))
    compare.shared_covariance(*labelled(rng, [3, 2, 5], 2))


@task("shared", points=2, hint="A class without samples adds nothing. A class with one sample adds 0.")
def test_absent_classes_and_classes_of_one(compare, rng):
    """Some labels do not occur, and some occur once."""
    compare.shared_covariance(*labelled(rng, [6, 0, 4], 3))
    compare.shared_covariance(*labelled(rng, [0, 1, 5, 0, 0, 3], 2))
    compare.shared_covariance(*labelled(rng, [1, 1, 7], 4))


@task("shared", points=2, hint="Count in int64, whatever the type of the labels is.")
def test_more_samples_than_the_type_of_the_labels_counts(student, reference, rng):
    """A class may have more samples than the type of its labels can hold."""
    for dtype, counts in (np.uint8, [300, 40, 270]), (np.int8, [140, 0, 290, 5]), (np.uint8, [256, 512, 9]):
        X, y = labelled(rng, counts, 2)
        expected = reference.shared_covariance(X, y)
        assert_close(
            student.shared_covariance(X, y.astype(dtype)),
            expected,
            what="The type of the labels must not change the covariance; yours changes.",
        )


@task("shared", hint="Do not compute with the labels in their own type.")
def test_labels_at_the_end_of_their_type(compare, rng):
    """The largest number of an integer type is a label like others."""
    X, y = labelled(rng, [4, 6], 3)
    compare.shared_covariance(X, (np.array([0, 255])[y]).astype(np.uint8))
    compare.shared_covariance(X, (np.array([127, 3])[y]).astype(np.int8))
    compare.shared_covariance(*labelled(rng, [3, 4, 2], 3))
    compare.shared_covariance(*labelled(rng, [2, 2], 4))
    compare.shared_covariance(*labelled(rng, [1, 1, 1, 2], 5))


@task("shared", points=2, hint="Add no small constant to the diagonal, and set nothing to zero.")
def test_tiny_and_huge_features(compare, rng):
    """In tiny and in huge units, the covariance follows the formula."""
    for unit in 1e-3, 1e-9, 1e-25, 1e25:
        X, y = labelled(rng, [5, 3, 4], 2)
        compare.shared_covariance(unit * X, y, atol=unit**2 * 1e-9)


@task("shared", hint="Convert integers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Integers of 8 and 16 bits give float64."""
    for dtype in NARROW:
        X, y = narrow(rng, dtype, 30, 2), rng.permutation(np.arange(30) % 3).astype(dtype)
        assert_close(student.shared_covariance(X, y), reference.shared_covariance(X, y))


@task("shared", points=2, hint="Subtract the mean of its own class from each sample.")
def test_moving_a_class_changes_nothing(student, rng):
    """A shift of one class, or other names of the classes, change nothing."""
    X, y = labelled(rng, [7, 4, 9], 3)
    shared = student.shared_covariance(X, y)
    moved = X + rng.normal(0.0, 30.0, size=(3, 3))[y]
    assert_close(
        student.shared_covariance(moved, y),
        shared,
        what="A shift of a class must keep the shared covariance; yours changes.",
    )
    assert_close(
        student.shared_covariance(X, 2 - y),
        shared,
        what="Other names of the classes must keep the shared covariance; yours changes.",
    )
    order = rng.permutation(y.size)
    assert_close(
        student.shared_covariance(X[order], y[order]),
        shared,
        what="The order of the samples must not matter; in your result it does.",
    )
    centred = X - np.stack([X[y == k].mean(axis=0) for k in range(3)])[y]
    assert_close(
        shared,
        np.einsum("ij,ik->jk", centred, centred) / 20,
        what="The shared covariance must be the mean over all samples, each centred in its class; yours is not.",
    )


@task("shared", points=2, hint="Divide the sum over all samples by n.")
def test_no_other_covariance_is_more_likely(student, reference, rng):
    """No other covariance gives the samples of all classes a larger likelihood."""
    X, y = labelled(rng, [9, 5], 2)
    Sigma = student.shared_covariance(X, y)

    def total(Sigma):
        parts = [X[y == k] for k in range(2)]
        return sum(reference.log_likelihood(part, part.mean(axis=0), Sigma) for part in parts)

    factor = np.linalg.cholesky(Sigma)
    for change in ([1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]):
        other = factor @ np.diag(1.0 + 0.05 * np.array(change)) @ factor.T
        assert total(other) < total(Sigma), (
            "Your covariance must give the largest likelihood; another one gives a larger one."
        )


@task("shared", hint="Subtract the mean of the class before you multiply.")
def test_large_means_cost_no_digits(compare, rng):
    """Classes with means of 1e6 give an exact covariance."""
    X, y = labelled(rng, [6, 8], 3)
    compare.shared_covariance(X + 1e6 * (2 * y[:, None] - 1), y, rtol=1e-6)
    X, y = labelled(rng, [5, 3, 4], 2)
    compare.shared_covariance(X + 1e6 * (y[:, None] + 1), y, rtol=1e-6)


@task("shared", hint="With one class, the result is the covariance of the samples.")
def test_one_class_and_one_feature(compare, rng):
    """A single class and a single feature are accepted."""
    compare.shared_covariance(*labelled(rng, [8], 3))
    compare.shared_covariance(*labelled(rng, [4, 7], 1))


@task("shared", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, and transposed arrays are accepted."""
    X, y = labelled(rng, [7, 4, 5], 3)
    result = compare.shared_covariance(X.astype(np.float32), y, rtol=1e-5, atol=1e-5)
    assert result.dtype == np.float32, "float32 samples must give a float32 covariance."
    compare.shared_covariance(rng.integers(-9, 10, size=(16, 2)), y.astype(np.int8))
    compare.shared_covariance(rng.integers(0, 250, size=(16, 4)).astype(np.uint8), y.astype(np.uint8))
    compare.shared_covariance(np.asfortranarray(X), np.repeat(y, 3)[::3])


@task("shared", hint="Keep nothing between calls, and do not write into the arguments.")
def test_same_call_gives_the_same_answer(compare, rng):
    """The same call gives the same answer, and the arguments do not change."""
    first, other = labelled(rng, [3, 6], 4), labelled(rng, [5, 2, 4], 2)
    for case in first, other, first:
        compare.shared_covariance(*case)


@task("shared", weak=True, hint="There is one label per row: an integer from 0 on.")
def test_samples_and_labels_that_do_not_fit_are_refused(compare, rng):
    """ValueError is raised when X is empty or no table, and when y has bad labels or another length."""
    X, y = labelled(rng, [3, 4], 2)
    for bad in (y[:-1], y[:, None], y - 1, y + 0.5, np.append(y[:-1], -1)):
        compare.raises("ValueError", "shared_covariance", X, bad)
    for bad in (X[:, 0], X[:0], X[:-1]):
        compare.raises("ValueError", "shared_covariance", bad, y)
