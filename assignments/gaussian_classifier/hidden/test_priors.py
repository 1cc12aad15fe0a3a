"""Shares of the classes, those that do not occur included."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def drawn(rng, counts, dtype=np.int64):
    """Labels with the given counts, in random order."""
    return rng.permutation(np.repeat(np.arange(len(counts)), counts)).astype(dtype)


@task("priors", points=3, hint="Count each label. Then divide by the number of samples.")
def test_every_class_occurs(compare, rng):
    """The prior of a class is its share of the samples."""
    for k in 2, 5, 9:
        compare.class_priors(drawn(rng, rng.permutation(np.arange(1, k + 1)) + rng.integers(1, 20)))


@task("priors", points=3, hint="The result has an entry for each label from 0 to the largest.")
def test_some_class_does_not_occur(compare, rng):
    """A label that does not occur has the prior 0."""
    compare.class_priors(drawn(rng, [rng.integers(2, 9), 0, rng.integers(10, 20)]))
    compare.class_priors(drawn(rng, [0, 0, rng.integers(3, 9), 0, 0, rng.integers(10, 20), 2]))


@task("priors", points=3, hint="With k, the result has shape (k,).")
def test_number_of_classes_is_given(compare, rng):
    """With k given, the last classes may be empty."""
    compare.class_priors(drawn(rng, [rng.integers(2, 9), rng.integers(10, 20)]), 5)
    compare.class_priors(drawn(rng, [rng.integers(2, 9), 0, rng.integers(10, 20), 4]), k=7)
    compare.class_priors(drawn(rng, [rng.integers(2, 9), 3, rng.integers(10, 20), 4]), k=4)


@task("priors", hint="Only count the labels; do not compute with them.")
def test_small_integer_types_and_strides(compare, rng):
    """Labels may have any integer type, and may be a slice of an array."""
    compare.class_priors(drawn(rng, [290, 310, 1], np.uint8))
    compare.class_priors(drawn(rng, [150, 0, 140, 3], np.int8), 6)
    compare.class_priors(np.repeat(drawn(rng, [7, 2, 5]), 2)[::2])


@task("priors", points=2, hint="Count in int64, whatever the type of the labels is.")
def test_more_samples_than_the_type_of_the_labels_counts(student, rng):
    """A class may have more samples than the type of its labels can hold."""
    for dtype, counts in (np.uint8, [256, 0, 512, 3]), (np.int8, [130, 256, 7]), (np.int16, [40_000, 5]):
        y = drawn(rng, counts, dtype)
        assert_close(
            student.class_priors(y),
            np.array(counts) / y.size,
            atol=0.0,
            what="The type of the labels must not change the priors; yours change.",
        )
        assert_close(student.class_priors(y, 6)[: len(counts)], np.array(counts) / y.size, atol=0.0)


@task("priors", points=2, hint="The largest label plus 1 overflows in the type of the labels.")
def test_labels_at_the_end_of_their_type(compare, rng):
    """The largest number of an integer type is a label like others."""
    for dtype in np.uint8, np.int8:
        last = np.iinfo(dtype).max
        compare.class_priors(rng.permutation(np.array([last, 0, 3, last, 1], dtype=dtype)))
        compare.class_priors(rng.permutation(np.array([last, 2, 2], dtype=dtype)), int(last) + 3)
    compare.class_priors(rng.integers(0, 300, size=90).astype(np.uint16), 300)


@task("priors", hint="The number of classes is the largest label plus 1.")
def test_as_many_classes_as_samples(compare, rng):
    """There are as many classes as samples."""
    compare.class_priors(rng.permutation(5))
    compare.class_priors(rng.integers(0, 6, size=6), 6)


@task("priors", hint="Do not round the shares, and drop no class.")
def test_a_rare_class(compare, rng):
    """A class with one sample among twenty thousand has its share."""
    compare.class_priors(drawn(rng, [20_000, 1, 30_000]), atol=0.0)


@task("priors", hint="Divide the counts by the number of all samples.")
def test_shares_sum_to_one_whatever_the_order(student, rng):
    """Priors sum to 1 and do not depend on the order of the samples."""
    y = drawn(rng, [3, 11, 6, 1])
    priors = student.class_priors(y)
    assert_close(priors.sum(), 1.0, what="The priors must sum to 1; yours do not.")
    assert_close(
        student.class_priors(np.sort(y)),
        priors,
        what="The order of the labels must not matter; in yours it does.",
    )
    assert_close(
        student.class_priors(3 - y),
        priors[::-1],
        what="Other names of the labels must only permute the priors; yours change otherwise.",
    )


@task("priors", hint="One sample is enough.")
def test_all_samples_of_one_class(compare):
    """A class with all samples has the prior 1."""
    compare.class_priors(np.array([0]))
    compare.class_priors(np.array([2, 2, 2, 2]), 3)


@task("priors", weak=True, hint="With k, the labels are 0 to k - 1.")
def test_labels_that_are_none_are_refused(compare):
    """ValueError is raised for no labels, for negative, fractional or two-dimensional ones, and for labels from
    k on.
    """
    for y in (np.array([], dtype=np.int64), np.array([0, -1, 1]), np.array([0.5, 1.0]), np.array([[0, 1]])):
        compare.raises("ValueError", "class_priors", y)
    compare.raises("ValueError", "class_priors", np.array([0, 3, 1]), 3)
    compare.raises("ValueError", "class_priors", np.array([0, 1, 1]), k=1)
    for y in (np.array([2, 1, -1]), np.array([0, 1, -128], dtype=np.int8), np.array([0.0, 1.0, 2.0])):
        compare.raises("ValueError", "class_priors", y)
    compare.raises("ValueError", "class_priors", np.array([0, 1, 2]), 2)
    compare.raises("ValueError", "class_priors", np.array([0, 200], dtype=np.uint8), 200)
