"""The share of the samples that are found among the positive ones."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("recall", points=2, hint="Divide by the number of positives.")
def test_false_alarms_outnumber_missed_positives(compare, rng):
    """Recall is the share of the positives that are predicted positive."""
    compare.recall(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]))


@task("recall", points=2, hint="Divide by the number of positives.")
def test_missed_positives_outnumber_false_alarms(compare, rng):
    """Each missed positive makes recall smaller."""
    table = np.stack(labelled(rng, [[40, 2], [25, 8]], [[50, 6], [35, 14]]), axis=1)
    compare.recall(table[:, 0], table[:, 1])


@task("recall", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be int8 or uint8. There may be more of them than this type can hold."""
    compare.recall(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))
    compare.recall(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("recall", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_nothing_to_find(compare, rng):
    """Recall is 0 if no sample is positive."""
    compare.recall(*labelled(rng, [[3, 1], [6, 9]], [[5, 3], [8, 12]]))
    compare.recall(*labelled(rng, [[rng.integers(4, 9), 5], [0, 0]]))


@task("recall", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_no_positive_in_either_array(compare, rng):
    """Recall is 0 if no sample is positive and none is predicted positive."""
    compare.recall(*labelled(rng, [[1, 17], [8, 5]], [[3, 20], [10, 7]]))
    compare.recall(*labelled(rng, [[rng.integers(20, 30), 0], [0, 0]]))


@task("recall", points=2, hint="Add no small constant to the denominator. Check whether it is 0 first.")
def test_few_positive_samples(compare, rng):
    """With one to three positives, the result is exact."""
    for tp, fn in (1, 0), (1, 1), (1, 2), (2, 1), (3, 0):
        compare.recall(*labelled(rng, [[rng.integers(20, 40), rng.integers(5, 9)], [fn, tp]]))


@task("recall", points=1, hint="0/0 is 0 here: not NaN, not 1, and no exception.")
def test_a_single_sample(compare):
    """One sample is enough."""
    compare.recall(np.array([1]), np.array([1]))
    compare.recall(np.array([0]), np.array([1]))


@task("recall", weak=True, hint="Check the arguments before you count.")
def test_arrays_that_cannot_be_compared_are_refused(compare):
    """ValueError is raised if y and y_hat do not fit, are empty, or have a label other than 0 and 1."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "recall", y, y_hat)
    for y, y_hat in outside(2):
        compare.raises("ValueError", "recall", y, y_hat)
