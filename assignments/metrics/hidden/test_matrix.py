"""The confusion matrix of k classes."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("matrix", points=3, hint="In which entry is a sample with truth 0 and prediction 1?")
def test_rows_are_the_truth(compare, rng):
    """Entry (i, j) counts the samples of class i that were taken for class j."""
    low = np.array([[3, 9, 1], [14, 6, 12], [4, 2, 8]])
    compare.confusion_matrix(*labelled(rng, low, low + 2), 3)


@task("matrix", points=3, hint="Every sample adds 1 to some entry. Do your entries sum to n?")
def test_random_labels(compare, rng):
    """Every sample is counted once, for any number of classes."""
    compare.confusion_matrix(rng.integers(0, 7, size=211), rng.integers(0, 7, size=211), 7)


@task("matrix", points=2, hint="Label 1 is in the second row, as in every matrix that starts counting at 0.")
def test_two_classes(compare, rng):
    """With two classes the rows and columns are those of labels 0 and 1, in this order."""
    compare.confusion_matrix(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]), 2)


@task("matrix", points=2, hint="The shape is (k, k), whatever occurs in the data.")
def test_classes_that_do_not_occur(compare, rng):
    """A class that does not occur keeps its row and its column of zeros, the last class too."""
    present = np.array([0, 2, 3])
    y, y_hat = present[rng.integers(0, 3, size=(2, 47))]
    compare.confusion_matrix(y, y_hat, 6)


@task("matrix", points=2, hint="Rows and columns need not hold the same classes.")
def test_a_class_that_is_never_predicted_and_one_that_is_never_true(compare, rng):
    """A class may occur in only one of the arrays; the arrays are columns of a larger one."""
    table = np.stack([rng.integers(0, 4, size=58), rng.integers(1, 5, size=58)], axis=1)
    compare.confusion_matrix(table[:, 0], table[:, 1], 5)


@task("matrix", points=1)
def test_a_sample_of_one_class(compare, rng):
    """If all samples are of one class and recognised, there is one entry that is not 0."""
    n = int(rng.integers(6, 12))
    compare.confusion_matrix(np.full(n, 2), np.full(n, 2), 4)


@task("matrix", points=2, hint="What is the largest number an array of your labels' type can hold?")
def test_entries_larger_than_the_labels_type_holds(compare, rng):
    """Entries may exceed what the labels' type holds: 127, 255, 32767 and 65535; the arrays may differ in type."""
    low = np.array([[140, 60, 21], [330, 155, 280], [70, 400, 260]])
    for dtype in np.int8, np.uint8:
        compare.confusion_matrix(*labelled(rng, low, low + 9, dtype), 3)
    y, y_hat = labelled(rng, low, low + 9)
    compare.confusion_matrix(y.astype(np.uint8), y_hat.astype(np.int16), 3)
    compare.confusion_matrix(*labelled(rng, [[3, 33000], [800, 70]], [[9, 33100], [830, 90]], np.int16), 2)
    compare.confusion_matrix(*labelled(rng, [[3, 500], [66000, 70]], [[9, 530], [66100, 90]], np.uint16), 2)


@task("matrix", points=2, hint="The shape is (k, k), whatever the number of samples.")
def test_as_many_samples_as_classes_and_one_class(compare, rng):
    """With n = k, with n = k² and with a single class the shape is (k, k); the last of several classes is absent."""
    for k, n in (5, 5), (3, 9), (7, 7), (1, 6), (1, 1):
        compare.confusion_matrix(*rng.integers(0, max(k - 1, 1), size=(2, n)), k)


@task("matrix", points=2, hint="What is the largest number an array of your labels' type can hold?")
def test_8_bit_labels_of_many_classes(compare, rng):
    """Labels may be of type int8 or uint8; k times k, and n, may be larger than the type can hold."""
    compare.confusion_matrix(*rng.integers(0, 13, size=(2, 300), dtype=np.int8), 13)
    compare.confusion_matrix(*rng.integers(0, 17, size=(2, 400), dtype=np.uint8), 17)


@task("matrix", points=2, hint="A default argument is made once and then shared by all calls.")
def test_calls_do_not_depend_on_each_other(compare, rng):
    """The same arguments give the same matrix again, whatever calls were made in between."""
    y, y_hat = rng.integers(0, 4, size=(2, 37))
    compare.confusion_matrix(y, y_hat, 4)
    compare.confusion_matrix(y_hat[:21], y[:21], 4)
    compare.confusion_matrix(y, y_hat, 4)


@task("matrix", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """Raise ValueError when y and y_hat differ in length, are not one-dimensional, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "confusion_matrix", y, y_hat, 3)


@task("matrix", weak=True, hint="A negative index counts from the end, and numpy does not object.")
def test_labels_outside_the_classes_are_refused(compare):
    """Raise ValueError when y or y_hat holds a negative label, or one that is k or more."""
    for y, y_hat in outside(3):
        compare.raises("ValueError", "confusion_matrix", y, y_hat, 3)
