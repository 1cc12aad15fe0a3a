"""The gradient of the cross entropy with respect to the logits."""

from __future__ import annotations

import numpy as np
from support import BAD_LABELS, NARROW, batch, far_apart, narrow, one_low

from grader.testing import assert_close, task

INF = np.inf


@task("gradient", points=3, hint="Probabilities minus one-hot labels, divided by the number of samples.")
def test_batches_of_all_shapes(compare, rng):
    """The gradient is right for random logits."""
    for n, K in (5, 3), (3, 7), (8, 2):
        compare.gradient_logits(*batch(rng, n, K))


@task("gradient", points=2, hint="The softmax is taken along each row: rows are samples.")
def test_square_batches(compare, rng):
    """There are as many samples as classes."""
    for K in 3, 4, 6, 2:
        compare.gradient_logits(*batch(rng, K, K))


@task("gradient", points=2, hint="The loss is a mean over samples, so its gradient is divided by n.")
def test_few_and_many_samples(compare, rng):
    """There is one sample, or there are many."""
    for n, K in (1, 4), (40, 3), (1, 2), (2, 6), (20, 20), (1, 1):
        compare.gradient_logits(*batch(rng, n, K))


@task("gradient", points=2, hint="Check it yourself: change one logit a little, and look at the loss.")
def test_the_loss_changes_as_the_gradient_says(student, reference, rng):
    """A small step changes the loss by gradient times step. Each row of the gradient sums to 0."""
    for n, K in (5, 3), (4, 6):
        labels, logits = batch(rng, n, K, scale=1.0)
        step = rng.normal(size=(n, K))
        gradient = student.gradient_logits(labels, logits)
        up = reference.cross_entropy_from_logits(labels, logits + 1e-5 * step)
        down = reference.cross_entropy_from_logits(labels, logits - 1e-5 * step)
        assert_close(
            np.sum(gradient * step),
            (up - down) / 2e-5,
            rtol=1e-5,
            atol=1e-8,
            what="A step must change the loss by gradient times step; yours does not.",
        )
        assert_close(
            gradient.sum(axis=1), np.zeros(n), what="Each row of the gradient must sum to 0; yours does not."
        )


@task("gradient", points=2, hint="Every class has a column, also one without samples.")
def test_classes_without_samples(compare, rng):
    """There are more classes than labels, or all logits are equal."""
    for n, K in (4, 9), (6, 5):
        compare.gradient_logits(rng.integers(1, 4, size=n), 2.0 * rng.normal(size=(n, K)))
    compare.gradient_logits(np.full(5, 2), rng.normal(size=(5, 4)))
    compare.gradient_logits(np.array([2, 0, 1, 4]), np.full((4, 5), rng.normal()))
    compare.gradient_logits(np.zeros(3, dtype=int), rng.normal(size=(3, 1)))


@task("gradient", points=2, hint="Subtract the largest logit of each row, not that of the whole table.")
def test_rows_at_different_heights(compare, rng):
    """A constant added to a row changes nothing. Some rows lie far above others."""
    for n, K in (4, 3), (3, 5):
        compare.gradient_logits(rng.permutation(np.arange(n) % K), one_low(rng, n, K, 742.0))
    for n, K in (4, 3), (5, 6):
        compare.gradient_logits(*far_apart(rng, n, K, 1500.0))


@task("gradient", hint="Subtract the largest logit of each row first.")
def test_large_logits(compare, rng):
    """Logits of thousands and more, for the true class or against it."""
    for n, K, scale in (6, 3, 1000.0), (4, 5, 1e6):
        compare.gradient_logits(*batch(rng, n, K, scale=scale))
    compare.gradient_logits(*far_apart(rng, 4, 3, 1e8))
    top = 1e308
    compare.gradient_logits(np.array([1, 0]), np.array([[top, top, -top], [-top, -top, -top]]))


@task("gradient", hint="Subtract the largest logit of each row, also in a square table.")
def test_square_batches_at_different_heights(compare, rng):
    """There are as many samples as classes. Some rows lie far above others."""
    for n in 4, 3, 6:
        compare.gradient_logits(rng.permutation(n), one_low(rng, n, n, 742.0))
        compare.gradient_logits(*far_apart(rng, n, n, 1500.0))


@task("gradient", hint="Do not clip probabilities, and add no small constant.")
def test_small_probabilities_keep_their_size(compare, rng):
    """The entry of a wrong class is its probability divided by n, down to 1e-200."""
    for n, K in (4, 3), (3, 6):
        logits = -rng.uniform(20.0, 450.0, size=(n, K))
        best = np.arange(n) % K
        logits[np.arange(n), best] = rng.uniform(0.0, 5.0, size=n)
        compare.gradient_logits((best + 1) % K, logits, rtol=1e-8, atol=1e-300)


@task("gradient", hint="A logit of minus infinity has the probability 0, and so has a whole row of them.")
def test_logits_of_minus_infinity(compare, rng):
    """Minus infinity excludes a class. A row of nothing else has probabilities 0."""
    labels, logits = batch(rng, 5, 4)
    logits[np.arange(5), (labels + 1) % 4] = -INF
    compare.gradient_logits(labels, logits)
    logits[2, labels[2]] = -INF
    compare.gradient_logits(labels, logits)
    logits[3] = -INF
    compare.gradient_logits(labels, logits)
    compare.gradient_logits(np.array([1, 0]), np.array([[-INF, -INF, -INF], [1.0, 2.0, 3.0]]))


@task("gradient", hint="Integers become float64, float32 stays float32. Do not write into the arguments.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """Labels and logits may have any integer type, float32 stays float32, and the arguments do not change."""
    labels, logits = batch(rng, 6, 3)
    gradient = compare.gradient_logits(labels, logits.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert gradient.dtype == np.float32, "float32 logits must give a float32 gradient."
    for dtype in NARROW:
        compare.gradient_logits(labels.astype(dtype), logits)
        compare.gradient_logits(labels.astype(dtype), narrow(rng, dtype, (6, 3)))
        compare.gradient_logits(labels, rng.integers(0, 9, size=(6, 3)).astype(dtype))
        many = np.append(rng.integers(0, 100, size=4), 127).astype(dtype)
        compare.gradient_logits(many, rng.normal(size=(5, 300)))
    compare.gradient_logits(np.array([255, 0], dtype=np.uint8), rng.normal(size=(2, 256)))
    for case in (labels, np.asfortranarray(logits)), (labels[::2], logits[::2]), (labels, logits):
        compare.gradient_logits(*case)


@task("gradient", weak=True, hint="Check shapes and labels first. NumPy takes -1 as the last class.")
def test_other_arguments_are_refused(compare, rng):
    """ValueError is raised for labels that are no class, and for shapes that do not fit."""
    logits = rng.normal(size=(3, 4))
    for bad in (*BAD_LABELS, [0, 1], [0, 1, 2, 3], [1]):
        compare.raises("ValueError", "gradient_logits", np.array(bad), logits)
    compare.raises("ValueError", "gradient_logits", np.array([0, 1, 2]), logits[:, 0])
    compare.raises("ValueError", "gradient_logits", np.array([0, 1, 2]), logits[None])
    compare.raises("ValueError", "gradient_logits", np.zeros(0, dtype=int), logits[:0])
    compare.raises("ValueError", "gradient_logits", np.zeros(3, dtype=int), logits[:, :0])
