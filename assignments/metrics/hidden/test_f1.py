"""The harmonic mean of precision and recall."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("f1", points=3, hint="A mean of two ratios: which mean, and what is its formula for two numbers?")
def test_high_recall_and_low_precision(compare, rng):
    """F1 is the harmonic mean of precision and recall, here with many false alarms."""
    compare.f1_score(*labelled(rng, [[4, 22], [1, 7]], [[7, 26], [4, 11]]))


@task("f1", points=3, hint="Work out precision and recall for a small case, then their harmonic mean.")
def test_low_recall_and_high_precision(compare, rng):
    """F1 is the harmonic mean of precision and recall, here with many missed positives."""
    table = np.stack(labelled(rng, [[40, 2], [25, 8]], [[50, 6], [35, 14]]), axis=1)
    compare.f1_score(table[:, 0], table[:, 1])


@task("f1", points=3, hint="F1 lies close to the smaller of precision and recall.")
def test_a_large_sample(compare, rng):
    """F1 holds for any sample of 0 and 1, here of a few hundred."""
    y = (rng.random(331) < 0.6).astype(np.int32)
    compare.f1_score(y, np.where(rng.random(331) < 0.2, 1 - y, y))


@task("f1", points=2, hint="What is the largest number an array of your labels' type can hold?")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be of type int8 or uint8, and there may be more of them than the type can count."""
    compare.f1_score(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))
    compare.f1_score(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("f1", points=2, hint="Add nothing to a denominator. Ask whether it is 0 before you divide.")
def test_one_true_positive(compare, rng):
    """With one true positive F1 is as exact as anywhere, among few mistakes and among hundreds."""
    for fp, fn in (0, 0), (1, 0), (0, 2), (430, 290), (2, 700):
        compare.f1_score(*labelled(rng, [[rng.integers(20, 40), fp], [fn, 1]]))


@task("f1", points=1, hint="Both ratios are 0, so the harmonic mean is 0/0. What is 0/0 here?")
def test_every_call_is_wrong(compare, rng):
    """F1 is 0 when some samples are called positive and others are positive, but none is both."""
    compare.f1_score(*labelled(rng, [[3, 1], [6, 9]], [[5, 3], [8, 12]]))
    compare.f1_score(*labelled(rng, [[rng.integers(6, 10), 3], [4, 0]]))


@task("f1", points=1, hint="One of the two ratios is 0/0. What is 0/0 here?")
def test_nothing_is_called_positive_or_nothing_is(compare, rng):
    """F1 is 0 when no sample is called positive, and when no sample is positive."""
    compare.f1_score(*labelled(rng, [[1, 17], [8, 5]], [[3, 20], [10, 7]]))
    compare.f1_score(*labelled(rng, [[rng.integers(4, 9), 0], [5, 0]]))
    compare.f1_score(*labelled(rng, [[rng.integers(12, 16), 5], [0, 0]]))


@task("f1", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_no_positive_in_either_array(compare, rng):
    """F1 is 0 when the positive class occurs neither in the truth nor in the prediction."""
    compare.f1_score(*labelled(rng, [[5, 3], [8, 1]], [[8, 6], [10, 3]]))
    compare.f1_score(*labelled(rng, [[rng.integers(20, 30), 0], [0, 0]]))


@task("f1", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_many_negatives_and_no_positive(compare, rng):
    """F1 is 0 however many negatives are recognised."""
    compare.f1_score(*labelled(rng, [[150, 3], [8, 4]], [[180, 6], [10, 7]], np.uint8))
    compare.f1_score(*labelled(rng, [[rng.integers(260, 300), 0], [0, 0]], dtype=np.uint8))


@task("f1", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_a_single_sample(compare):
    """One sample is enough for a metric."""
    compare.f1_score(np.array([1]), np.array([1]))
    compare.f1_score(np.array([0]), np.array([0]))


@task("f1", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """Raise ValueError when y and y_hat differ in length, are not one-dimensional, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "f1_score", y, y_hat)


@task("f1", weak=True, hint="Which values may occur in y, and which in y_hat?")
def test_labels_other_than_0_and_1_are_refused(compare):
    """Raise ValueError when y or y_hat holds a label other than 0 and 1."""
    for y, y_hat in outside(2):
        compare.raises("ValueError", "f1_score", y, y_hat)
