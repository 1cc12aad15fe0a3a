"""The confusion matrix of k classes."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("matrix", points=3, hint="A sample with label 0 and prediction 1 counts in entry (0, 1).")
def test_rows_are_the_truth(compare, rng):
    """Entry (i, j) is the number of samples of class i that are predicted as j."""
    low = np.array([[3, 9, 1], [14, 6, 12], [4, 2, 8]])
    compare.confusion_matrix(*labelled(rng, low, low + 2), 3)


@task("matrix", points=3, hint="Each sample adds 1 to one entry. Is the sum of your entries n?")
def test_random_labels(compare, rng):
    """Each sample is counted once."""
    compare.confusion_matrix(rng.integers(0, 7, size=211), rng.integers(0, 7, size=211), 7)


@task("matrix", points=2, hint="Label 0 is the first row, label 1 the second.")
def test_two_classes(compare, rng):
    """With two classes, rows and columns are those of label 0 and label 1."""
    compare.confusion_matrix(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]), 2)


@task("matrix", points=2, hint="The shape is (k, k), whatever labels occur.")
def test_classes_that_do_not_occur(compare, rng):
    """A class that does not occur has a row and a column of zeros, also the last one."""
    present = np.array([0, 2, 3])
    y, y_hat = present[rng.integers(0, 3, size=(2, 47))]
    compare.confusion_matrix(y, y_hat, 6)


@task("matrix", points=2, hint="Use all k classes for rows and for columns.")
def test_a_class_that_is_never_predicted_and_one_that_is_never_true(compare, rng):
    """A class may occur in only one of the arrays."""
    table = np.stack([rng.integers(0, 4, size=58), rng.integers(1, 5, size=58)], axis=1)
    compare.confusion_matrix(table[:, 0], table[:, 1], 5)


@task("matrix", points=1, hint="The shape is (k, k), whatever labels occur.")
def test_a_sample_of_one_class(compare, rng):
    """If all samples have one class and are predicted right, one entry is not 0."""
    n = int(rng.integers(6, 12))
    compare.confusion_matrix(np.full(n, 2), np.full(n, 2), 4)


@task("matrix", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_entries_larger_than_the_labels_type_holds(compare, rng):
    """Entries may be larger than the type of the labels can hold."""
    low = np.array([[140, 60, 21], [330, 155, 280], [70, 400, 260]])
    for dtype in np.int8, np.uint8:
        compare.confusion_matrix(*labelled(rng, low, low + 9, dtype), 3)
    y, y_hat = labelled(rng, low, low + 9)
    compare.confusion_matrix(y.astype(np.uint8), y_hat.astype(np.int16), 3)
    compare.confusion_matrix(*labelled(rng, [[3, 33000], [800, 70]], [[9, 33100], [830, 90]], np.int16), 2)
    compare.confusion_matrix(*labelled(rng, [[3, 500], [66000, 70]], [[9, 530], [66100, 90]], np.uint16), 2)


@task("matrix", points=2, hint="The shape is (k, k), whatever the number of samples is.")
def test_as_many_samples_as_classes_and_one_class(compare, rng):
    """n may equal k or k², and k may be 1."""
    for k, n in (5, 5), (3, 9), (7, 7), (1, 6), (1, 1):
        compare.confusion_matrix(*rng.integers(0, max(k - 1, 1), size=(2, n)), k)


@task("matrix", points=2, hint="Convert the labels to int64 before you compute k * y + y_hat.")
def test_8_bit_labels_of_many_classes(compare, rng):
    """Labels may be int8 or uint8. k times k, and n, may be larger than this type can hold."""
    compare.confusion_matrix(*rng.integers(0, 13, size=(2, 300), dtype=np.int8), 13)
    compare.confusion_matrix(*rng.integers(0, 17, size=(2, 400), dtype=np.uint8), 17)


@task("matrix", points=2, hint="Do not keep the matrix between calls: make a new one in each.")
def test_calls_do_not_depend_on_each_other(compare, rng):
    """The same call gives the same answer."""
    y, y_hat = rng.integers(0, 4, size=(2, 37))
    compare.confusion_matrix(y, y_hat, 4)
    compare.confusion_matrix(y_hat[:21], y[:21], 4)
    compare.confusion_matrix(y, y_hat, 4)


@task("matrix", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in length, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "confusion_matrix", y, y_hat, 3)


@task("matrix", weak=True, hint="numpy accepts negative indices. Here they are an error.")
def test_labels_outside_the_classes_are_refused(compare):
    """ValueError is raised if y or y_hat has a label below 0, or one of k or more."""
    for y, y_hat in outside(3):
        compare.raises("ValueError", "confusion_matrix", y, y_hat, 3)
