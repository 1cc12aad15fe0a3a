"""The four outcomes of a two-class decision."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("counts", points=3, hint="Draw the table of four cells, with their names, for a small example.")
def test_each_outcome_is_counted_under_its_name(compare, rng):
    """Return the tuple (tp, fp, tn, fn), in this order, where label 1 is the positive class."""
    compare.confusion_counts(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]))


@task("counts", points=2, hint="Which two of your counts are exchanged?")
def test_a_sample_with_many_missed_positives(compare, rng):
    """The four counts are right when most positives are missed; the arrays are columns of a larger one."""
    table = np.stack(labelled(rng, [[40, 2], [25, 8]], [[50, 6], [35, 14]]), axis=1)
    compare.confusion_counts(table[:, 0], table[:, 1])


@task("counts", points=2, hint="What is the largest number an array of your labels' type can hold?")
def test_hundreds_of_signed_8_bit_labels(compare, rng):
    """Labels may be of type int8; their number may be larger than the type can hold."""
    compare.confusion_counts(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))


@task("counts", points=2, hint="What is the largest number an array of your labels' type can hold?")
def test_hundreds_of_unsigned_8_bit_labels(compare, rng):
    """Labels may be of type uint8, without a sign; their number may be larger than the type can hold."""
    compare.confusion_counts(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("counts", points=1, hint="What is the largest number an array of your labels' type can hold?")
def test_hundreds_of_negatives(compare, rng):
    """Labels may be of type uint8 also when only one of the four counts is large."""
    compare.confusion_counts(*labelled(rng, [[480, 40], [20, 90]], [[500, 60], [30, 110]], np.uint8))


@task("counts", points=2, hint="What is the largest number an array of your labels' type can hold?")
def test_tens_of_thousands_of_16_bit_labels(compare, rng):
    """Labels may be of 16 bits, with or without a sign, and the two arrays may differ in type."""
    low = np.array([[33100, 300], [500, 400]])
    compare.confusion_counts(*labelled(rng, low, low + 60, np.int16))
    y, y_hat = labelled(rng, low[::-1, ::-1], low[::-1, ::-1] + 60)
    compare.confusion_counts(y.astype(np.uint8), y_hat.astype(np.int16))
    compare.confusion_counts(
        *labelled(rng, [[250, 66000], [300, 350]], [[270, 66100], [330, 390]], np.uint16)
    )


@task("counts", points=1)
def test_a_sample_of_one_class(compare, rng):
    """If only one class occurs, the other counts are 0."""
    n = int(rng.integers(6, 12))
    compare.confusion_counts(np.ones(n, dtype=np.int64), np.ones(n, dtype=np.int64))
    compare.confusion_counts(np.zeros(n + 9, dtype=np.int32), np.zeros(n + 9, dtype=np.int32))


@task("counts", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """Raise ValueError when y and y_hat differ in length, are not one-dimensional, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "confusion_counts", y, y_hat)


@task("counts", weak=True, hint="Which values may occur in y, and which in y_hat?")
def test_labels_other_than_0_and_1_are_refused(compare):
    """Raise ValueError when y or y_hat holds a label other than 0 and 1."""
    for y, y_hat in outside(2):
        compare.raises("ValueError", "confusion_counts", y, y_hat)
