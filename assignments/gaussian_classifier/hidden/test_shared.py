"""The covariance that all classes share."""

from __future__ import annotations

import numpy as np
from support import NARROW, labelled, narrow

from grader.testing import assert_close, task


@task("shared", points=3, hint="Each class is centred at its own mean, and weighs as much as it has samples.")
def test_classes_of_different_size_and_width(compare, rng):
    """The covariances of the classes are averaged with the sizes of the classes as weights."""
    compare.shared_covariance(*labelled(rng, [12, 4], 3))
    compare.shared_covariance(*labelled(rng, [5, 11, 3], 2))
    compare.shared_covariance(*labelled(rng, [3, 9, 6, 14], 5))


@task(
    "shared", points=3, hint="The sum over all samples is divided by n: not by n - K, and not class by n - 1."
)
def test_few_samples_show_the_divisor(compare, rng):
    """With classes of two or three samples every other divisor is far off."""
    compare.shared_covariance(*labelled(rng, [2, 3], 4))
    compare.shared_covariance(*labelled(rng, [2, 4, 2, 3], 3))
    compare.shared_covariance(*labelled(rng, [3, 2, 5], 2))


@task("shared", points=2, hint="A class without samples adds nothing; a class with one sample adds 0.")
def test_absent_classes_and_classes_of_one(compare, rng):
    """Some labels do not occur, some occur once."""
    compare.shared_covariance(*labelled(rng, [6, 0, 4], 3))
    compare.shared_covariance(*labelled(rng, [0, 1, 5, 0, 0, 3], 2))
    compare.shared_covariance(*labelled(rng, [1, 1, 7], 4))


@task(
    "shared", points=2, hint="Count the samples of a class in wide integers, whatever the type of the labels."
)
def test_more_samples_than_the_type_of_the_labels_counts(student, reference, rng):
    """A class may have more samples than the type of its label can count."""
    for dtype, counts in (np.uint8, [300, 40, 270]), (np.int8, [140, 0, 290, 5]), (np.uint8, [256, 512, 9]):
        X, y = labelled(rng, counts, 2)
        expected = reference.shared_covariance(X, y)
        assert_close(
            student.shared_covariance(X, y.astype(dtype)), expected, what=f"labels of {dtype.__name__}"
        )


@task("shared", hint="Labels name classes: their size says nothing.")
def test_labels_at_the_end_of_their_type(compare, rng):
    """The largest number of a type is a label like any other; as many classes as features, or as samples."""
    X, y = labelled(rng, [4, 6], 3)
    compare.shared_covariance(X, (np.array([0, 255])[y]).astype(np.uint8))
    compare.shared_covariance(X, (np.array([127, 3])[y]).astype(np.int8))
    compare.shared_covariance(*labelled(rng, [3, 4, 2], 3))
    compare.shared_covariance(*labelled(rng, [2, 2], 4))
    compare.shared_covariance(*labelled(rng, [1, 1, 1, 2], 5))


@task("shared", points=2, hint="Add nothing to the diagonal, and set nothing to zero.")
def test_tiny_and_huge_features(compare, rng):
    """In any unit, however small or large, the covariance is in the square of this unit."""
    for unit in 1e-3, 1e-9, 1e-25, 1e25:
        X, y = labelled(rng, [5, 3, 4], 2)
        compare.shared_covariance(unit * X, y, atol=unit**2 * 1e-9)


@task("shared", hint="Convert whole numbers to float64 before you subtract or multiply.")
def test_every_narrow_type(student, reference, rng):
    """Whole numbers of 8 and 16 bits, signed or not, give float64."""
    for dtype in NARROW:
        X, y = narrow(rng, dtype, 30, 2), rng.permutation(np.arange(30) % 3).astype(dtype)
        assert_close(student.shared_covariance(X, y), reference.shared_covariance(X, y))


@task("shared", points=2, hint="How far the classes lie apart must not matter.")
def test_moving_a_class_changes_nothing(student, rng):
    """Classes may be moved, each by itself, and renamed: the spread around their means stays."""
    X, y = labelled(rng, [7, 4, 9], 3)
    shared = student.shared_covariance(X, y)
    moved = X + rng.normal(0.0, 30.0, size=(3, 3))[y]
    assert_close(student.shared_covariance(moved, y), shared, what="the covariance of the moved classes")
    assert_close(student.shared_covariance(X, 2 - y), shared, what="the covariance of the renamed classes")
    order = rng.permutation(y.size)
    assert_close(student.shared_covariance(X[order], y[order]), shared, what="that of the permuted samples")
    centred = X - np.stack([X[y == k].mean(axis=0) for k in range(3)])[y]
    assert_close(shared, np.einsum("ij,ik->jk", centred, centred) / 20, what="the shared covariance")


@task(
    "shared", points=2, hint="With the right covariance, changing it a little makes the samples less likely."
)
def test_no_other_covariance_is_more_likely(student, reference, rng):
    """The shared covariance makes the likelihood of the samples of all classes largest."""
    X, y = labelled(rng, [9, 5], 2)
    Sigma = student.shared_covariance(X, y)

    def total(Sigma):
        parts = [X[y == k] for k in range(2)]
        return sum(reference.log_likelihood(part, part.mean(axis=0), Sigma) for part in parts)

    factor = np.linalg.cholesky(Sigma)
    for change in ([1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]):
        other = factor @ np.diag(1.0 + 0.05 * np.array(change)) @ factor.T
        assert total(other) < total(Sigma), "another covariance is more likely"


@task("shared", hint="Subtract the mean of the class before you multiply.")
def test_large_means_cost_no_digits(compare, rng):
    """Classes around a million, in opposite directions, with a deviation of 1."""
    X, y = labelled(rng, [6, 8], 3)
    compare.shared_covariance(X + 1e6 * (2 * y[:, None] - 1), y, rtol=1e-6)
    X, y = labelled(rng, [5, 3, 4], 2)
    compare.shared_covariance(X + 1e6 * (y[:, None] + 1), y, rtol=1e-6)


@task("shared", hint="With one class the shared covariance is the covariance of the samples.")
def test_one_class_and_one_feature(compare, rng):
    """One class is a legal case, and so is one feature."""
    compare.shared_covariance(*labelled(rng, [8], 3))
    compare.shared_covariance(*labelled(rng, [4, 7], 1))


@task("shared", hint="Integers become float64, float32 stays float32.")
def test_dtypes_and_memory_layouts(compare, rng):
    """float32 stays float32, integers become float64, labels may be small integers and X transposed."""
    X, y = labelled(rng, [7, 4, 5], 3)
    result = compare.shared_covariance(X.astype(np.float32), y, rtol=1e-5, atol=1e-5)
    assert result.dtype == np.float32, "float32 samples must give a float32 covariance"
    compare.shared_covariance(rng.integers(-9, 10, size=(16, 2)), y.astype(np.int8))
    compare.shared_covariance(rng.integers(0, 250, size=(16, 4)).astype(np.uint8), y.astype(np.uint8))
    compare.shared_covariance(np.asfortranarray(X), np.repeat(y, 3)[::3])


@task("shared", hint="Keep no state outside the arguments, and write into none of them.")
def test_same_call_gives_the_same_answer(compare, rng):
    """Nothing is remembered between calls."""
    first, other = labelled(rng, [3, 6], 4), labelled(rng, [5, 2, 4], 2)
    for case in first, other, first:
        compare.shared_covariance(*case)


@task("shared", weak=True, hint="One label per row, an integer from 0 on.")
def test_samples_and_labels_that_do_not_fit_are_refused(compare, rng):
    """Raise ValueError when X is no table, is empty, or y is not one integer from 0 on per row."""
    X, y = labelled(rng, [3, 4], 2)
    for bad in (y[:-1], y[:, None], y - 1, y + 0.5):
        compare.raises("ValueError", "shared_covariance", X, bad)
    for bad in (X[:, 0], X[:0], X[:-1]):
        compare.raises("ValueError", "shared_covariance", bad, y)
