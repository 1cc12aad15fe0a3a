"""One-hot labels."""

from __future__ import annotations

import numpy as np
from support import BAD_LABELS, NARROW

from grader.testing import assert_close, task


@task("one_hot", points=3, hint="Row i has its 1 in column labels[i].")
def test_labels_in_any_order(compare, rng):
    """Each row has one 1, in the column of its label."""
    for n, K in (6, 4), (9, 3):
        compare.one_hot(rng.permutation(np.arange(n) % K), K)


@task("one_hot", points=2, hint="K says how many columns there are, not the largest label.")
def test_more_classes_than_labels(compare, rng):
    """Some classes have no label, and others have many."""
    for n, K in (4, 9), (7, 10):
        compare.one_hot(rng.integers(1, K - 2, size=n), K)
    compare.one_hot(np.full(5, 2), 6)
    compare.one_hot(np.zeros(4, dtype=int), 3)


@task("one_hot", points=2, hint="Rows are samples, also in a square table.")
def test_as_many_labels_as_classes(compare, rng):
    """There are as many labels as classes, in several orders."""
    for n in 3, 4, 5:
        compare.one_hot(np.roll(np.arange(n), 1), n)
        compare.one_hot(rng.permutation(n), n)
        compare.one_hot(np.zeros(n, dtype=int), n)


@task("one_hot", hint="One label gives one row. One class gives one column.")
def test_one_label_and_one_class(compare, rng):
    """There is one label, or there is one class only."""
    for K in 5, 2, 1:
        compare.one_hot(np.array([K - 1]), K)
    compare.one_hot(np.zeros(4, dtype=int), 1)
    compare.one_hot(rng.integers(0, 50, size=40), 50)


@task("one_hot", hint="Do not compute with the labels in their own type. The result has integers of 64 bits.")
def test_labels_of_every_integer_type(compare, rng):
    """Labels may have 8 bits, also with 300 classes, and the result has integers of 64 bits."""
    for dtype in (*NARROW, np.int32, np.int64, np.uint64):
        labels = np.append(rng.integers(0, 100, size=4), 127).astype(dtype)
        for K in 128, 300:
            compare.one_hot(labels, K)
    compare.one_hot(np.array([255, 0, 254], dtype=np.uint8), 256)
    compare.one_hot(np.array([255, 0, 254], dtype=np.uint8), 300)


@task("one_hot", points=2, hint="NumPy takes -1 as the last column. Here it is an error.")
def test_what_is_no_label_is_refused(compare):
    """ValueError is raised for labels that are negative, too large, no integers or no vector."""
    compare.one_hot(np.array([3, 0, 2]), 4)
    for bad in BAD_LABELS:
        compare.raises("ValueError", "one_hot", np.array(bad), 4)
    for dtype in NARROW:
        compare.raises("ValueError", "one_hot", np.array([0, 3, 1], dtype=dtype), 3)
        compare.raises("ValueError", "one_hot", np.array([np.iinfo(dtype).max, 0], dtype=dtype), 100)
    compare.raises("ValueError", "one_hot", np.zeros(0, dtype=int), 3)


@task("one_hot", weak=True, hint="The largest entry of each row is at its label.")
def test_rows_lead_back_to_the_labels(student, rng):
    """Each row sums to 1, and the place of its 1 is the label."""
    labels = rng.permutation(np.arange(11) % 4)
    hot = student.one_hot(labels, 4)
    assert_close(hot.sum(axis=1), np.ones(11, dtype=int), what="Each row must sum to 1; yours does not.")
    assert_close(hot @ np.arange(4), labels, what="The 1 must be in the column of the label; yours is not.")
