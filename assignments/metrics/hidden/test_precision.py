"""The share of the positive samples among those called positive."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("precision", points=2, hint="Divide by the number of samples that are called positive.")
def test_false_alarms_outnumber_missed_positives(compare, rng):
    """Precision is the share of true positives among the samples called positive."""
    compare.precision(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]))


@task("precision", points=2, hint="Divide by the number of samples that are called positive.")
def test_missed_positives_outnumber_false_alarms(compare, rng):
    """Positives that are missed do not matter for precision; the arrays are columns of a larger one."""
    table = np.stack(labelled(rng, [[40, 2], [25, 8]], [[50, 6], [35, 14]]), axis=1)
    compare.precision(table[:, 0], table[:, 1])


@task("precision", points=2, hint="What is the largest number an array of your labels' type can hold?")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be of type int8 or uint8, and there may be more of them than the type can count."""
    compare.precision(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))
    compare.precision(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("precision", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_nothing_is_called_positive(compare, rng):
    """Precision is 0 when no sample is called positive although some are positive."""
    compare.precision(*labelled(rng, [[3, 1], [6, 9]], [[5, 3], [8, 12]]))
    compare.precision(*labelled(rng, [[rng.integers(4, 9), 0], [5, 0]]))


@task("precision", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_no_positive_in_either_array(compare, rng):
    """Precision is 0 when the positive class occurs neither in the truth nor in the prediction."""
    compare.precision(*labelled(rng, [[1, 17], [8, 5]], [[3, 20], [10, 7]]))
    compare.precision(*labelled(rng, [[rng.integers(20, 30), 0], [0, 0]]))


@task("precision", points=2, hint="Add nothing to the denominator. Ask whether it is 0 before you divide.")
def test_few_samples_called_positive(compare, rng):
    """Where one to three samples are called positive, the ratio is as exact as anywhere."""
    for tp, fp in (1, 0), (1, 1), (1, 2), (2, 1), (3, 0):
        compare.precision(*labelled(rng, [[rng.integers(20, 40), fp], [rng.integers(5, 9), tp]]))


@task("precision", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_a_single_sample(compare):
    """One sample is enough for a metric."""
    compare.precision(np.array([1]), np.array([1]))
    compare.precision(np.array([1]), np.array([0]))


@task("precision", weak=True, hint="Check the arguments before you count.")
def test_arrays_that_cannot_be_compared_are_refused(compare):
    """Raise ValueError when y and y_hat do not pair up, are empty, or hold a label other than 0 and 1."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "precision", y, y_hat)
    for y, y_hat in outside(2):
        compare.raises("ValueError", "precision", y, y_hat)
