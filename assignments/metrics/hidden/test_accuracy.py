"""The share of right predictions."""

from __future__ import annotations

import numpy as np
from support import labelled, unpaired

from grader.testing import task


@task("accuracy", points=2, hint="Divide by the number of all samples.")
def test_two_classes(compare, rng):
    """The result is the share of right predictions, a float between 0 and 1."""
    compare.accuracy(*labelled(rng, [[4, 22], [1, 7]], [[7, 26], [4, 11]]))


@task("accuracy", points=2, hint="Both kinds of right predictions count.")
def test_positives_are_rare(compare, rng):
    """The share is that of all samples, also if few of them are positive."""
    compare.accuracy(*labelled(rng, [[60, 2], [11, 5]], [[75, 5], [16, 8]], np.int32))


@task("accuracy", points=2, hint="Count where y and y_hat are equal.")
def test_three_classes(compare, rng):
    """There may be three classes."""
    compare.accuracy(rng.integers(0, 3, size=47), rng.integers(0, 3, size=47))


@task("accuracy", points=2, hint="Count where y and y_hat are equal.")
def test_many_classes(compare, rng):
    """There may be many classes."""
    y = rng.integers(0, 9, size=183)
    compare.accuracy(y, np.where(rng.random(183) < 0.5, y, rng.integers(0, 9, size=183)))


@task("accuracy", points=2, hint="Do not compute with labels: 2 is not nearer to 3 than to 7.")
def test_labels_are_names(compare, rng):
    """A prediction is right only if it equals the label."""
    low = np.array([[40, 33, 1], [9, 25, 5], [3, 14, 17]])
    y, y_hat = labelled(rng, low, low + 3)
    names = np.array([250, 7, 31], dtype=np.uint8)
    compare.accuracy(names[y], names[y_hat])
    names = np.array([1, 257, 30001])  # the first two are alike in 8 bits
    compare.accuracy(names[y].astype(np.int16), names[y_hat].astype(np.int16))
    compare.accuracy(names[y].astype(np.uint16), names[y_hat])


@task("accuracy", points=2, hint="Count in a wide integer type, not in that of the labels.")
def test_hundreds_of_8_bit_labels(compare, rng):
    """Labels may be int8 or uint8. There may be more right predictions than this type can hold."""
    compare.accuracy(*labelled(rng, [[140, 260], [200, 150]], [[145, 270], [220, 180]], np.int8))
    compare.accuracy(*labelled(rng, [[280, 320], [260, 380]], [[300, 350], [275, 420]], np.uint8))


@task("accuracy", points=1, hint="The result is a share: right predictions divided by all.")
def test_every_prediction_right_and_every_one_wrong(compare, rng):
    """If all predictions are right, the result is 1. If all are wrong, it is 0."""
    y = rng.integers(0, 2, size=19).astype(np.int8)
    compare.accuracy(y, y)
    compare.accuracy(y, 1 - y)


@task("accuracy", weak=True, hint="Shapes (n,) and (n, 1) broadcast to (n, n) without an error.")
def test_arrays_that_do_not_pair_up_are_refused(compare):
    """ValueError is raised if y and y_hat differ in length, do not have one axis, or are empty."""
    for y, y_hat in unpaired():
        compare.raises("ValueError", "accuracy", y, y_hat)
