"""The cross entropy of labels and logits."""

from __future__ import annotations

import numpy as np
from support import BAD_LABELS, NARROW, batch, far_apart, narrow

from grader.testing import assert_close, task

INF = np.inf


@task("loss", points=3, hint="The loss is the mean of -ln p of the true classes.")
def test_batches_of_all_shapes(compare, rng):
    """The loss is the mean over samples of what the true class costs."""
    for n, K in (5, 3), (3, 7), (8, 2):
        compare.cross_entropy_from_logits(*batch(rng, n, K))


@task("loss", points=2, hint="The softmax is taken along each row: rows are samples.")
def test_square_batches(compare, rng):
    """There are as many samples as classes."""
    for K in 4, 3, 6, 2:
        compare.cross_entropy_from_logits(*batch(rng, K, K))


@task("loss", points=2, hint="Divide by the number of samples, also if it is 1.")
def test_few_and_many_samples(compare, rng):
    """There is one sample, or there are many."""
    for n, K in (1, 4), (50, 3), (1, 2), (2, 5), (30, 30), (1, 1):
        compare.cross_entropy_from_logits(*batch(rng, n, K))


@task("loss", points=2, hint="A class without samples has a logit in every row, and counts in the sum.")
def test_classes_without_samples(compare, rng):
    """There are more classes than labels, and labels come in any order."""
    for n, K in (4, 9), (6, 5):
        compare.cross_entropy_from_logits(rng.integers(1, 4, size=n), 2.0 * rng.normal(size=(n, K)))
    compare.cross_entropy_from_logits(np.full(5, 2), rng.normal(size=(5, 4)))
    compare.cross_entropy_from_logits(np.array([2, 0, 1, 4]), np.full((4, 5), rng.normal()))
    compare.cross_entropy_from_logits(np.zeros(3, dtype=int), rng.normal(size=(3, 1)))


@task("loss", points=2, hint="ln p is a logit minus a logarithm of a sum. You do not need p.")
def test_wrong_and_sure(compare, rng):
    """The logit of another class is 1000 above that of the true one. That costs 1000."""
    for n, K, gap in (4, 3, 1000.0), (3, 5, 1e4), (6, 2, 1e6):
        labels, logits = batch(rng, n, K)
        logits[np.arange(n), (labels + 1) % K] += gap
        compare.cross_entropy_from_logits(labels, logits)


@task("loss", points=2, hint="ln p is a logit minus a logarithm of a sum. Clip nothing.")
def test_wrong_beyond_the_digits_of_a_probability(compare, rng):
    """The true class is 40 to 800 behind another one. Nothing is clipped."""
    for n, K, gap in (4, 3, 45.0), (5, 4, 100.0), (3, 6, 800.0):
        labels, logits = batch(rng, n, K)
        logits[np.arange(n), (labels + 1) % K] += gap
        compare.cross_entropy_from_logits(labels, logits)


@task("loss", hint="ln p is a logit minus a logarithm of a sum. Clip nothing, and add no small constant.")
def test_one_sample_is_wrong_and_sure(compare, rng):
    """One sample costs 50 or 900, the others cost little."""
    for n, K, gap in (5, 3, 50.0), (4, 4, 900.0), (1, 3, 60.0), (1, 2, 900.0):
        labels, logits = batch(rng, n, K)
        logits[n - 1, labels[n - 1]] -= gap
        compare.cross_entropy_from_logits(labels, logits)


@task("loss", hint="Do not clip, and add no small constant.")
def test_right_and_nearly_sure(compare, rng):
    """The true class is 8 to 12 ahead of all others, so that the loss is small."""
    for n, K in (4, 3), (5, 2), (1, 6):
        labels, logits = batch(rng, n, K, scale=0.3)
        logits[np.arange(n), labels] += rng.uniform(8.0, 12.0, size=n)
        compare.cross_entropy_from_logits(labels, logits)


@task("loss", points=2, hint="Subtract the largest logit of each row, not that of the whole table.")
def test_rows_at_different_heights(compare, rng):
    """A constant added to a row changes nothing. Some rows lie a thousand above others."""
    for n, K in (4, 3), (5, 6):
        compare.cross_entropy_from_logits(*far_apart(rng, n, K, 1500.0))


@task("loss", hint="Subtract the largest logit of each row, also in a square table.")
def test_square_batches_at_different_heights(compare, rng):
    """There are as many samples as classes. Some rows lie a thousand above others."""
    for n in 4, 3, 5:
        compare.cross_entropy_from_logits(*far_apart(rng, n, n, 1500.0))


@task("loss", hint="Subtract the largest logit of each row, not that of the whole table.")
def test_one_row_far_below(compare, rng):
    """One row lies 2000 below the others."""
    for n, K in (6, 4), (3, 2):
        labels, logits = batch(rng, n, K)
        logits[1] -= 2000.0
        compare.cross_entropy_from_logits(labels, logits)


@task(
    "loss",
    hint="The difference of two large numbers has few digits. Subtract the largest logit from both first.",
)
def test_small_losses_of_large_logits(compare, rng):
    """Logits are near 1e8 or near 1e12, and their differences are small."""
    for n, K, height in (4, 3, 1e8), (5, 4, 1e12), (2, 6, 1e10):
        compare.cross_entropy_from_logits(*far_apart(rng, n, K, height))


@task(
    "loss",
    hint="The difference of two large numbers has few digits. Subtract the largest logit from both first.",
)
def test_logits_up_to_the_largest_float(compare):
    """Logits of 1e308 are numbers like others. Two equal ones cost ln 2."""
    top = 1e308
    compare.cross_entropy_from_logits(np.array([1, 0]), np.array([[top, top, -top], [-top, -top, -top]]))
    compare.cross_entropy_from_logits(
        np.array([0, 2, 1]), np.array([[top, 0.0, 5.0], [0.0, -top, 0.0], [7.0, 7.0, 7.0]])
    )
    compare.cross_entropy_from_logits(np.array([1]), np.array([[1e307, -1e307]]))


@task(
    "loss",
    hint="The difference of two large numbers has few digits. Subtract the largest logit from both first.",
)
def test_one_sample_of_large_logits(compare, rng):
    """There is one sample, and its logits are large and near each other."""
    for K, height in (4, 1e9), (2, -1e11), (3, 1e13):
        compare.cross_entropy_from_logits(np.array([K - 1]), height + 4.0 * rng.normal(size=(1, K)))


@task("loss", hint="A true class with probability 0 costs infinity, and another class costs nothing.")
def test_logits_of_minus_infinity(compare, rng):
    """A logit of minus infinity excludes a class. If that is the true class, the loss is infinite."""
    labels, logits = batch(rng, 5, 4)
    logits[np.arange(5), (labels + 1) % 4] = -INF
    compare.cross_entropy_from_logits(labels, logits)
    logits[2, labels[2]] = -INF
    compare.cross_entropy_from_logits(labels, logits)
    compare.cross_entropy_from_logits(np.array([1, 0]), np.array([[0.0, -INF], [1.0, 2.0]]))
    compare.cross_entropy_from_logits(np.array([1, 0]), np.array([[-INF, -INF, -INF], [1.0, 2.0, 3.0]]))
    compare.cross_entropy_from_logits(np.array([0, 2]), np.array([[5.0, -INF, -INF], [-INF, -INF, 1e3]]))


@task(
    "loss", hint="Do not compute in a narrow type. Convert the logits to float64, and use labels as indices."
)
def test_labels_and_logits_of_every_type(compare, rng):
    """Labels may have any integer type, and logits may be integers or float32."""
    labels, logits = batch(rng, 7, 3)
    for dtype in NARROW:
        compare.cross_entropy_from_logits(labels.astype(dtype), logits)
        compare.cross_entropy_from_logits(labels.astype(dtype), narrow(rng, dtype, (7, 3)))
        compare.cross_entropy_from_logits(labels, rng.integers(0, 9, size=(7, 3)).astype(dtype))
        many = np.append(rng.integers(0, 100, size=4), 127).astype(dtype)
        compare.cross_entropy_from_logits(many, rng.normal(size=(5, 300)))
    compare.cross_entropy_from_logits(np.array([255, 0], dtype=np.uint8), rng.normal(size=(2, 256)))
    compare.cross_entropy_from_logits(labels, logits.astype(np.float32), rtol=1e-5, atol=1e-6)
    for case in (labels, np.asfortranarray(logits)), (labels[::2], logits[::2]), (labels, logits):
        compare.cross_entropy_from_logits(*case)


@task("loss", weak=True, hint="Each sample counts once, wherever it stands.")
def test_the_order_of_samples_and_classes_changes_nothing(student, rng):
    """Samples in another order, or classes in another order, give the same loss."""
    labels, logits = batch(rng, 9, 4)
    loss = student.cross_entropy_from_logits(labels, logits)
    order, classes = rng.permutation(9), rng.permutation(4)
    assert_close(
        student.cross_entropy_from_logits(labels[order], logits[order]),
        loss,
        what="The order of the samples must not change the loss; yours changes.",
    )
    assert_close(
        student.cross_entropy_from_logits(np.argsort(classes)[labels], logits[:, classes]),
        loss,
        what="The order of the classes must not change the loss; yours changes.",
    )


@task("loss", weak=True, hint="Check shapes and labels first. NumPy takes -1 as the last class.")
def test_other_arguments_are_refused(compare, rng):
    """ValueError is raised for labels that are no class, and for shapes that do not fit."""
    logits = rng.normal(size=(3, 4))
    for bad in (*BAD_LABELS, [0, 1], [0, 1, 2, 3], [1]):
        compare.raises("ValueError", "cross_entropy_from_logits", np.array(bad), logits)
    compare.raises("ValueError", "cross_entropy_from_logits", np.array([0, 1, 2]), logits[:, 0])
    compare.raises("ValueError", "cross_entropy_from_logits", np.array([0, 1, 2]), logits[None])
    compare.raises("ValueError", "cross_entropy_from_logits", np.zeros(0, dtype=int), logits[:0])
    compare.raises("ValueError", "cross_entropy_from_logits", np.zeros(3, dtype=int), logits[:, :0])
