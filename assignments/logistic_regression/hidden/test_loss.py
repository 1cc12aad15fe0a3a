"""The cross entropy of labels and logits."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import assert_close, task


def logits(rng, n, scale=2.0):
    """Labels with both values, and logits that are sometimes wrong."""
    return rng.permutation(np.arange(n) % 2), rng.normal(0.0, scale, size=n)


@task("loss", points=3, hint="The loss is the mean of -ln P of the true labels.")
def test_both_labels(compare, rng):
    """Both labels occur, and some logits speak for the wrong label."""
    for n in 6, 9, 4:
        compare.binary_cross_entropy_with_logits(*logits(rng, n))


@task("loss", points=2, hint="Each label uses one of the two terms.")
def test_one_label_only(compare, rng):
    """All labels are 1, or all are 0."""
    for n in 5, 3:
        z = rng.normal(0.5, 2.0, size=n)
        compare.binary_cross_entropy_with_logits(np.ones(n, dtype=int), z)
        compare.binary_cross_entropy_with_logits(np.zeros(n, dtype=int), z)


@task("loss", points=2, hint="Divide by the number of samples, also if it is 1.")
def test_few_and_many_samples(compare, rng):
    """There is one sample, or there are many."""
    for n in 1, 2, 60, 25:
        compare.binary_cross_entropy_with_logits(*logits(rng, n))
    compare.binary_cross_entropy_with_logits(np.array([1]), np.array([0.7]))


@task("loss", points=3, hint="Take the logarithm on paper first. A wrong logit of 1000 costs 1000.")
def test_wrong_and_sure(compare, rng):
    """Logits of 1000 and more speak for the wrong label."""
    for n, size in (4, 1000.0), (6, 100.0), (3, 1e5):
        y, z = logits(rng, n)
        compare.binary_cross_entropy_with_logits(y, np.where(y == 1, -size, size) + z)


@task("loss", points=2, hint="Take the logarithm on paper first. A wrong logit of 50 costs 50.")
def test_wrong_beyond_the_digits_of_a_probability(compare, rng):
    """Logits of 40 to 800 speak for the wrong label. Nothing is clipped."""
    for n, size in (2, 45.0), (5, 60.0), (7, 800.0):
        y, z = logits(rng, n)
        compare.binary_cross_entropy_with_logits(y, np.where(y == 1, -size, size) + z)


@task("loss", points=2, hint="1 plus a tiny number is 1. NumPy has log1p.")
def test_right_and_sure(compare, rng):
    """Logits speak strongly for the true label, so that the loss is tiny."""
    for n, size in (4, 30.0), (6, 45.0), (3, 300.0), (5, 650.0):
        y, z = logits(rng, n)
        compare.binary_cross_entropy_with_logits(y, np.where(y == 1, size, -size) + z)


@task("loss", hint="Compare labels, do not compute with them: 1 minus 2 is 255 in 8 bits.")
def test_labels_of_every_type(student, reference, compare, rng):
    """Labels may have any integer type, and logits may be integers or float32."""
    y, z = logits(rng, 7)
    for dtype in (*NARROW, np.int64, np.int32):
        assert_close(
            student.binary_cross_entropy_with_logits(y.astype(dtype), z),
            reference.binary_cross_entropy_with_logits(y, z),
            rtol=1e-10,
            what="The type of the labels must not change the loss; yours changes.",
        )
        top = np.array([np.iinfo(dtype).max, 3, np.iinfo(dtype).min], dtype=dtype)
        assert_close(
            student.binary_cross_entropy_with_logits(np.array([0, 1, 1], dtype=dtype), top),
            reference.binary_cross_entropy_with_logits(np.array([0, 1, 1]), top),
            rtol=1e-10,
        )
    compare.binary_cross_entropy_with_logits(y, z.astype(np.float32), rtol=1e-5, atol=1e-6)
    compare.binary_cross_entropy_with_logits(y, z)


@task("loss", weak=True, hint="Check shapes and labels first.")
def test_other_arguments_are_refused(compare):
    """ValueError is raised when shapes differ, or a label is neither 0 nor 1."""
    for y, z in ((3,), (4,)), ((3,), (3, 1)), ((3, 1), (3, 1)), ((0,), (0,)), ((1,), (3,)):
        compare.raises("ValueError", "binary_cross_entropy_with_logits", np.ones(y, dtype=int), np.ones(z))
    for wrong in -1, 2, 255, 0.5:
        compare.raises("ValueError", "binary_cross_entropy_with_logits", np.array([0, 1, wrong]), np.ones(3))
        compare.raises("ValueError", "binary_cross_entropy_with_logits", np.array([wrong, 1, 0]), np.ones(3))
