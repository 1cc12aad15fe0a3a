"""The F1 score of the counts of all classes together."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("micro_f1", points=2, hint="Add the counts of all classes first. Divide once.")
def test_random_labels(compare, rng):
    """Add TP, FP and FN over all classes. Then compute one F1 score."""
    compare.micro_f1(rng.integers(0, 5, size=137), np.minimum(rng.integers(0, 7, size=137), 4), 5)


@task("micro_f1", points=2, hint="Do not take a mean over the classes.")
def test_every_sample_has_the_same_weight(compare, rng):
    """Each sample has the same weight."""
    low = np.array([[90, 6, 2], [12, 3, 1], [4, 0, 5]])
    compare.micro_f1(*labelled(rng, low, low + 2), 3)


@task("micro_f1", points=1, hint="Class 0 is a class like the others.")
def test_two_classes(compare, rng):
    """With two classes, the counts of both are added."""
    compare.micro_f1(*labelled(rng, [[4, 22], [1, 7]], [[7, 26], [4, 11]]), 2)


@task("micro_f1", points=1, hint="A class without samples adds 0 to the counts.")
def test_classes_that_do_not_occur(compare, rng):
    """A class that does not occur changes nothing."""
    present = np.array([0, 1, 3, 5], dtype=np.int8)
    y, y_hat = present[rng.integers(0, 4, size=(2, 171))]
    compare.micro_f1(y, y_hat, 7)


@task("micro_f1", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be int8 or uint8. The counts may be larger than this type can hold."""
    low = np.array([[140, 60, 21], [330, 155, 280], [70, 400, 260]])
    for dtype in np.int8, np.uint8:
        compare.micro_f1(*labelled(rng, low, low + 9, dtype), 3)


@task("micro_f1", points=1, hint="Add no small constant to the denominator.")
def test_few_samples(compare, rng):
    """There may be one sample, as many samples as classes, or one class. The result is exact."""
    compare.micro_f1(np.array([2]), np.array([2]), 5)
    for k in 4, 7:
        y = rng.permutation(k)
        compare.micro_f1(y, np.where(np.arange(k) < 2, y, y[::-1]), k)
    compare.micro_f1(np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64), 1)


@task("micro_f1", points=1, hint="Each wrong prediction is one FP and one FN.")
def test_every_prediction_right_and_every_one_wrong(compare, rng):
    """If all predictions are right, the result is 1. If all are wrong, it is 0."""
    y = rng.integers(0, 3, size=29).astype(np.uint8)
    compare.micro_f1(y, y, 3)
    compare.micro_f1(y, (y + 1) % 3, 3)


@task("micro_f1", weak=True, hint="Check the arguments before you count.")
def test_arrays_that_cannot_be_compared_are_refused(compare):
    """ValueError is raised if y and y_hat do not fit, are empty, or have a label outside 0 … k−1."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "micro_f1", y, y_hat, 3)
    for y, y_hat in outside(3):
        compare.raises("ValueError", "micro_f1", y, y_hat, 3)
