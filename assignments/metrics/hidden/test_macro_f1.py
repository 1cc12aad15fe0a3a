"""The mean of the F1 scores of all classes."""

from __future__ import annotations

import numpy as np
from support import labelled, outside, unpaired

from grader.testing import task


@task("macro_f1", points=3, hint="First compute one F1 score per class. Then take the mean.")
def test_random_labels(compare, rng):
    """The result is the mean of the F1 scores of the k classes."""
    compare.macro_f1(rng.integers(0, 5, size=137), np.minimum(rng.integers(0, 7, size=137), 4), 5)


@task("macro_f1", points=3, hint="Take the mean over the classes, not over the samples.")
def test_a_small_class_counts_as_much_as_a_large_one(compare, rng):
    """Each class has the same weight, whatever its number of samples is."""
    low = np.array([[90, 6, 2], [12, 3, 1], [4, 0, 5]])
    compare.macro_f1(*labelled(rng, low, low + 2), 3)


@task("macro_f1", points=2, hint="Class 0 is a class like the others.")
def test_two_classes(compare, rng):
    """With two classes, the result is the mean of the scores of label 0 and label 1."""
    compare.macro_f1(*labelled(rng, [[4, 12], [1, 7]], [[7, 16], [4, 11]]), 2)


@task("macro_f1", points=2, hint="Divide by k, the number of all classes.")
def test_classes_that_do_not_occur(compare, rng):
    """A class that does not occur has the score 0. It counts in the mean."""
    present = np.array([0, 1, 3, 5])
    y, y_hat = present[rng.integers(0, 4, size=(2, 71))]
    compare.macro_f1(y, y_hat, 7)


@task("macro_f1", points=2, hint="Its precision or recall is 0/0, which is 0 here.")
def test_a_class_that_is_never_predicted_and_one_that_is_never_true(compare, rng):
    """A class that occurs in only one of the arrays has the score 0."""
    low = np.array([[0, 9, 2, 1], [0, 4, 12, 3], [0, 2, 1, 10], [0, 0, 0, 0]])
    table = np.stack(labelled(rng, low, low + 4 * (low > 0) + (low == 0)), axis=1)
    compare.macro_f1(table[:, 0], table[:, 1], 4)


@task("macro_f1", points=1, hint="Divide by k, the number of all classes.")
def test_every_prediction_right_but_not_every_class_there(compare, rng):
    """If all predictions are right and a class has no samples, the result is below 1."""
    y = np.concatenate([[0, 2, 3], rng.choice([0, 2, 3], size=26)])
    compare.macro_f1(y, y, 8)


@task("macro_f1", points=1, hint="Divide by k, the number of all classes.")
def test_a_sample_of_one_class(compare, rng):
    """If only one class occurs, all other classes have the score 0."""
    n = int(rng.integers(6, 12))
    compare.macro_f1(np.full(n, 2), np.full(n, 2), 3)


@task("macro_f1", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be int8 or uint8. k times k, and n, may be larger than this type can hold."""
    compare.macro_f1(*rng.integers(0, 13, size=(2, 300), dtype=np.int8), 13)
    low = np.array([[140, 60, 21], [330, 155, 280], [70, 400, 260]])
    for dtype in np.int8, np.uint8:
        compare.macro_f1(*labelled(rng, low, low + 9, dtype), 3)


@task("macro_f1", points=2, hint="Add no small constant to a denominator. Check whether it is 0 first.")
def test_classes_of_one_sample(compare, rng):
    """A class may have one sample, n may equal k, and k may be 1. The result is exact."""
    compare.macro_f1(*labelled(rng, [[1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]]), 4)
    for k in 5, 8:
        y = rng.permutation(k)
        compare.macro_f1(y, np.where(np.arange(k) < 3, y, y[::-1]), k)
    compare.macro_f1(np.zeros(4, dtype=np.int64), np.zeros(4, dtype=np.int64), 1)


@task("macro_f1", points=1, hint="Divide by k. It may be larger than the number of samples.")
def test_many_more_classes_than_samples(compare, rng):
    """Most classes do not occur. Each of them has the score 0 and counts in the mean."""
    y = rng.choice(300, size=9, replace=False)
    compare.macro_f1(y, np.where(np.arange(9) < 6, y, y[::-1]), 300)


@task("macro_f1", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in length, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "macro_f1", y, y_hat, 3)


@task("macro_f1", weak=True, hint="numpy accepts negative indices. Here they are an error.")
def test_labels_outside_the_classes_are_refused(compare):
    """ValueError is raised if y or y_hat has a label below 0, or one of k or more."""
    for y, y_hat in outside(3):
        compare.raises("ValueError", "macro_f1", y, y_hat, 3)
