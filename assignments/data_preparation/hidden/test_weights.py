"""Weights of classes."""

from __future__ import annotations

import numpy as np

from grader.testing import assert_close, task


def labelled(rng, counts):
    """Labels in random order; class k has counts[k] of them."""
    return rng.permutation(np.repeat(np.arange(len(counts)), counts))


@task(
    "weights", points=3, hint="Divide the number of samples by the number of classes times that of the class."
)
def test_rare_and_common_classes(compare, rng):
    """A class with few samples has a large weight."""
    for counts in [5, 1, 3], [2, 9, 4, 7]:
        compare.class_weights(labelled(rng, counts))


@task("weights", points=2, hint="m is the number of classes that have a sample.")
def test_classes_without_samples(compare, rng):
    """A class without samples has the weight 0 and does not count."""
    for counts in [4, 0, 3, 8], [0, 5, 0, 0, 2], [0, 0, 6, 1]:
        compare.class_weights(labelled(rng, counts))


@task("weights", points=2, hint="With K, the result has K entries.")
def test_number_of_classes_is_given(compare, rng):
    """K may be larger than the largest label plus 1. The last classes then have no samples."""
    for counts, K in ([3, 7], 5), ([2, 5, 4], 3), ([0, 6, 1, 3], 7):
        compare.class_weights(labelled(rng, counts), K)
        compare.class_weights(labelled(rng, counts), K=K + 1)


@task("weights", hint="If all classes have the same number of samples, all weights are 1.")
def test_balanced_classes(compare, rng):
    """If all classes have the same number of samples, all weights are 1."""
    for counts in [3, 3, 3], [6, 6], [1, 1, 1, 1], [5], [0, 4]:
        compare.class_weights(labelled(rng, counts))


@task("weights", hint="Count in a wide integer type. A largest label of 255 needs 256 weights.")
def test_narrow_integers(compare, rng):
    """Labels may have any integer type, and be as large as the type allows."""
    for dtype, largest in (np.int8, 127), (np.uint8, 255), (np.int16, 300), (np.uint16, 700), (np.int32, 9):
        y = rng.permutation(np.append(rng.integers(0, 4, size=9), [largest, largest - 1])).astype(dtype)
        compare.class_weights(y)
        compare.class_weights(y, largest + 3)
        compare.class_weights(np.sort(y)[::2])
    compare.class_weights(labelled(rng, [400, 300, 70]).astype(np.uint8))
    compare.class_weights(labelled(rng, [131, 7]).astype(np.int8))


@task("weights", hint="Sum the weights of all samples.")
def test_the_mean_weight_is_1(student, compare, rng):
    """The mean weight of all samples is 1, and every class has the same total weight."""
    y = labelled(rng, [6, 2, 0, 4])
    weights = compare.class_weights(y)
    assert_close(
        student.class_weights(y)[y].mean(),
        1.0,
        what="The mean weight of all samples must be 1; yours is not.",
    )
    assert_close(
        weights * np.bincount(y),
        np.array([4.0, 4.0, 0.0, 4.0]),
        what="All classes with samples must have the same total weight; yours do not.",
    )


@task("weights", hint="Keep nothing between calls, and do not write into y.")
def test_many_samples_and_repeated_calls(compare, rng):
    """One sample is enough, and there may be thousands. The same call gives the same answer."""
    y, other = labelled(rng, [900, 3, 40, 2000]), labelled(rng, [1, 2])
    for case in y, other, y[::-3], y, np.array([0]), np.array([2]):
        compare.class_weights(case)


@task("weights", weak=True, hint="Check the shape and the labels first.")
def test_bad_labels_are_refused(compare, rng):
    """ValueError is raised for labels below 0 or not below K, and if y has no shape (n,)."""
    y = labelled(rng, [3, 2, 4])
    for K in 2, 1:
        compare.raises("ValueError", "class_weights", y, K)
    for place in 0, 4, 8:
        bad = y.copy()
        bad[place] = -1
        compare.raises("ValueError", "class_weights", bad)
        bad[place] = 5
        compare.raises("ValueError", "class_weights", bad, 5)
    for shape in (y[:0], 3), (y.reshape(3, 3), 3), (y[:, None], None), (y[:0], None):
        compare.raises("ValueError", "class_weights", *shape)
