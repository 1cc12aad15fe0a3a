"""The share of the positive samples among those called positive."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("precision", points=2, hint="Divide by the number of predicted positives.")
def test_false_alarms_outnumber_missed_positives(compare, rng):
    """Precision is the share of true positives among the predicted positives."""
    compare.precision(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]))


@task("precision", points=2, hint="Divide by the number of predicted positives.")
def test_missed_positives_outnumber_false_alarms(compare, rng):
    """Missed positives do not change precision."""
    table = np.stack(labelled(rng, [[40, 2], [25, 8]], [[50, 6], [35, 14]]), axis=1)
    compare.precision(table[:, 0], table[:, 1])


@task("precision", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be int8 or uint8. There may be more of them than this type can hold."""
    compare.precision(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))
    compare.precision(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("precision", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_nothing_is_called_positive(compare, rng):
    """Precision is 0 if no sample is predicted positive."""
    compare.precision(*labelled(rng, [[3, 1], [6, 9]], [[5, 3], [8, 12]]))
    compare.precision(*labelled(rng, [[rng.integers(4, 9), 0], [5, 0]]))


@task("precision", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_no_positive_in_either_array(compare, rng):
    """Precision is 0 if no sample is positive and none is predicted positive."""
    compare.precision(*labelled(rng, [[1, 17], [8, 5]], [[3, 20], [10, 7]]))
    compare.precision(*labelled(rng, [[rng.integers(20, 30), 0], [0, 0]]))


@task("precision", points=2, hint="Add no small constant to the denominator. Check whether it is 0 first.")
def test_few_samples_called_positive(compare, rng):
    """With one to three predicted positives, the result is exact."""
    for tp, fp in (1, 0), (1, 1), (1, 2), (2, 1), (3, 0):
        compare.precision(*labelled(rng, [[rng.integers(20, 40), fp], [rng.integers(5, 9), tp]]))


@task("precision", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_a_single_sample(compare):
    """One sample is enough."""
    compare.precision(np.array([1]), np.array([1]))
    compare.precision(np.array([1]), np.array([0]))


@task("precision", weak=True, hint="Check the arguments before you count.")
def test_arrays_that_cannot_be_compared_are_refused(compare):
    """ValueError is raised if y and y_hat do not fit, are empty, or have a label other than 0 and 1."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "precision", y, y_hat)
    for y, y_hat in outside(2):
        compare.raises("ValueError", "precision", y, y_hat)
