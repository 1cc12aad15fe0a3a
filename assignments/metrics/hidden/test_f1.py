"""The harmonic mean of precision and recall."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("f1", points=3, hint="What is the formula of the harmonic mean of two numbers?")
def test_high_recall_and_low_precision(compare, rng):
    """F1 is the harmonic mean of precision and recall. Here precision is low."""
    compare.f1_score(*labelled(rng, [[4, 22], [1, 7]], [[7, 26], [4, 11]]))


@task("f1", points=3, hint="Compute precision and recall for a small case. Then take their harmonic mean.")
def test_low_recall_and_high_precision(compare, rng):
    """F1 is the harmonic mean of precision and recall. Here recall is low."""
    table = np.stack(labelled(rng, [[40, 2], [25, 8]], [[50, 6], [35, 14]]), axis=1)
    compare.f1_score(table[:, 0], table[:, 1])


@task("f1", points=3, hint="F1 is between precision and recall, nearer to the smaller one.")
def test_a_large_sample(compare, rng):
    """F1 is right for hundreds of samples."""
    y = (rng.random(331) < 0.6).astype(np.int32)
    compare.f1_score(y, np.where(rng.random(331) < 0.2, 1 - y, y))


@task("f1", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be int8 or uint8. There may be more of them than this type can hold."""
    compare.f1_score(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))
    compare.f1_score(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("f1", points=2, hint="Add no small constant to a denominator. Check whether it is 0 first.")
def test_one_true_positive(compare, rng):
    """With one true positive, F1 is exact."""
    for fp, fn in (0, 0), (1, 0), (0, 2), (430, 290), (2, 700):
        compare.f1_score(*labelled(rng, [[rng.integers(20, 40), fp], [fn, 1]]))


@task("f1", points=1, hint="Precision and recall are 0, so the harmonic mean is 0/0. The result is 0.")
def test_every_call_is_wrong(compare, rng):
    """F1 is 0 if there are positives and predicted positives, but no true positives."""
    compare.f1_score(*labelled(rng, [[3, 1], [6, 9]], [[5, 3], [8, 12]]))
    compare.f1_score(*labelled(rng, [[rng.integers(6, 10), 3], [4, 0]]))


@task("f1", points=1, hint="Precision or recall is 0/0. The result is 0.")
def test_nothing_is_called_positive_or_nothing_is(compare, rng):
    """F1 is 0 if no sample is predicted positive, and if no sample is positive."""
    compare.f1_score(*labelled(rng, [[1, 17], [8, 5]], [[3, 20], [10, 7]]))
    compare.f1_score(*labelled(rng, [[rng.integers(4, 9), 0], [5, 0]]))
    compare.f1_score(*labelled(rng, [[rng.integers(12, 16), 5], [0, 0]]))


@task("f1", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_no_positive_in_either_array(compare, rng):
    """F1 is 0 if no sample is positive and none is predicted positive."""
    compare.f1_score(*labelled(rng, [[5, 3], [8, 1]], [[8, 6], [10, 3]]))
    compare.f1_score(*labelled(rng, [[rng.integers(20, 30), 0], [0, 0]]))


@task("f1", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_many_negatives_and_no_positive(compare, rng):
    """F1 is 0 without positives, also with many true negatives."""
    compare.f1_score(*labelled(rng, [[150, 3], [8, 4]], [[180, 6], [10, 7]], np.uint8))
    compare.f1_score(*labelled(rng, [[rng.integers(260, 300), 0], [0, 0]], dtype=np.uint8))


@task("f1", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_a_single_sample(compare):
    """One sample is enough."""
    compare.f1_score(np.array([1]), np.array([1]))
    compare.f1_score(np.array([0]), np.array([0]))


@task("f1", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in length, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "f1_score", y, y_hat)


@task("f1", weak=True, hint="Check the labels of both arrays.")
def test_labels_other_than_0_and_1_are_refused(compare):
    """ValueError is raised if y or y_hat has a label other than 0 and 1."""
    for y, y_hat in outside(2):
        compare.raises("ValueError", "f1_score", y, y_hat)
