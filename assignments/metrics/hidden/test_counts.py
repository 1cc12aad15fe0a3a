"""The four outcomes of a two-class decision."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("counts", points=3, hint="Write the four cells with their names for a small example.")
def test_each_outcome_is_counted_under_its_name(compare, rng):
    """The result is the tuple (tp, fp, tn, fn). Label 1 is the positive class."""
    compare.confusion_counts(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]))


@task("counts", points=2, hint="Are two of your counts exchanged?")
def test_a_sample_with_many_missed_positives(compare, rng):
    """Most positives are missed. The arrays may be columns of a table."""
    table = np.stack(labelled(rng, [[40, 2], [25, 8]], [[50, 6], [35, 14]]), axis=1)
    compare.confusion_counts(table[:, 0], table[:, 1])


@task("counts", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_signed_8_bit_labels(compare, rng):
    """Labels may be int8. There may be more of them than this type can hold."""
    compare.confusion_counts(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))


@task("counts", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_unsigned_8_bit_labels(compare, rng):
    """Labels may be uint8. There may be more of them than this type can hold."""
    compare.confusion_counts(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("counts", points=1, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_negatives(compare, rng):
    """Labels may be uint8. Only one of the four counts is large."""
    compare.confusion_counts(*labelled(rng, [[480, 40], [20, 90]], [[500, 60], [30, 110]], np.uint8))


@task("counts", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_tens_of_thousands_of_16_bit_labels(compare, rng):
    """Labels may have 16 bits. The two arrays may have different types."""
    low = np.array([[33100, 300], [500, 400]])
    compare.confusion_counts(*labelled(rng, low, low + 60, np.int16))
    y, y_hat = labelled(rng, low[::-1, ::-1], low[::-1, ::-1] + 60)
    compare.confusion_counts(y.astype(np.uint8), y_hat.astype(np.int16))
    compare.confusion_counts(
        *labelled(rng, [[250, 66000], [300, 350]], [[270, 66100], [330, 390]], np.uint16)
    )


@task("counts", points=1, hint="Count each of the four cases by itself.")
def test_a_sample_of_one_class(compare, rng):
    """If only one class occurs, the other counts are 0."""
    n = int(rng.integers(6, 12))
    compare.confusion_counts(np.ones(n, dtype=np.int64), np.ones(n, dtype=np.int64))
    compare.confusion_counts(np.zeros(n + 9, dtype=np.int32), np.zeros(n + 9, dtype=np.int32))


@task("counts", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in length, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "confusion_counts", y, y_hat)


@task("counts", weak=True, hint="Check the labels of both arrays.")
def test_labels_other_than_0_and_1_are_refused(compare):
    """ValueError is raised if y or y_hat has a label other than 0 and 1."""
    for y, y_hat in outside(2):
        compare.raises("ValueError", "confusion_counts", y, y_hat)
