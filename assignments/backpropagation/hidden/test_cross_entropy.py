"""Softmax, mean cross entropy, and the gradient of both together."""

from __future__ import annotations

import numpy as np
from support import NARROW, cross_entropy, near_the_ends, slopes

from grader.testing import assert_close, task


def batch(rng, B, K, scale=2.0):
    return rng.permutation(np.arange(B) % K), scale * rng.normal(size=(B, K))


@task(
    "cross_entropy", points=3, hint="The loss is a mean over the batch. So the gradient is divided by B, too."
)
def test_batches_of_all_shapes(compare, rng):
    """Loss and gradient are right for random logits."""
    for B, K in (5, 3), (3, 7), (8, 2):
        compare.softmax_cross_entropy(*batch(rng, B, K))


@task("cross_entropy", points=2, hint="The softmax is over the classes: along each row.")
def test_square_batches(compare, rng):
    """There are as many samples as classes."""
    for K in 2, 3, 4, 6:
        compare.softmax_cross_entropy(*batch(rng, K, K))


@task("cross_entropy", hint="ln p is the logit minus the log of a sum. You do not need p.")
def test_confident_mistakes(compare, rng):
    """With logits of hundreds, the loss of a mistake is the difference of two logits."""
    labels, logits = batch(rng, 8, 4, scale=500.0)
    compare.softmax_cross_entropy(labels, logits)


@task("cross_entropy", hint="ln p is the logit minus the log of a sum. You do not need p.")
def test_surprises_from_forty_to_four_hundred(compare, rng):
    """The true class is behind another one by 40 to 400."""
    gaps = rng.uniform(40.0, 400.0, size=5)
    compare.softmax_cross_entropy(np.array([1, 0, 2, 1, 1]), np.stack([0 * gaps, -gaps, -gaps], axis=1))


@task("cross_entropy", hint="Subtract the largest logit of each row first. The softmax does not change.")
def test_logits_of_thousands(compare):
    """With logits of thousands, exp overflows or gives 0."""
    compare.softmax_cross_entropy(np.array([0, 1, 0]), np.array([[1e3, 0.0], [1e4, -1e4], [-1e3, 1e3]]))
    for power in 6, 9, 12:  # a confident mistake costs the gap, however large it is
        compare.softmax_cross_entropy(
            np.array([1, 2]), 10.0**power * np.array([[1.0, 0.0, -1.0], [2.0, 0.5, -3.0]])
        )


@task(
    "cross_entropy",
    points=2,
    hint="Do not clip probabilities, and add no small constant.",
)
def test_small_probabilities_keep_their_size(compare, rng):
    """The gradient of a wrong class is its probability / B, down to 1e-120."""
    for B, K in (4, 3), (3, 6):
        logits = -rng.uniform(20.0, 270.0, size=(B, K))
        top = np.arange(B) % K
        logits[np.arange(B), top] = rng.uniform(0.0, 5.0, size=B)
        compare.softmax_cross_entropy((top + 1) % K, logits, rtol=1e-8, atol=0)


@task("cross_entropy", points=2, hint="Subtract the largest logit of each row, not of the whole table.")
def test_rows_at_very_different_heights(compare, rng):
    """A constant added to a row of logits changes nothing."""
    for B, K in (4, 3), (5, 6):
        labels, logits = batch(rng, B, K)
        compare.softmax_cross_entropy(labels, logits + np.linspace(-800.0, 800.0, B)[:, None])


@task("cross_entropy", points=2, hint="Check it yourself: change one logit a little and look at the loss.")
def test_agrees_with_central_differences(student, rng):
    """The gradient agrees with finite differences of the loss. Its rows sum to 0."""
    labels, logits = batch(rng, 5, 4, scale=1.0)
    loss, gradient = student.softmax_cross_entropy(labels, logits)
    assert_close(loss, cross_entropy(labels, logits), what="loss")
    expected = slopes(lambda p: cross_entropy(labels, p), logits)
    assert_close(gradient, expected, rtol=1e-5, atol=1e-8, what="gradient")
    assert_close(
        gradient.sum(axis=1), np.zeros(5), what="The rows of the gradient must sum to 0; yours do not."
    )


@task("cross_entropy", hint="With equal logits, each probability is 1/K.")
def test_undecided_and_single_samples(compare, rng):
    """All logits are equal, there is one sample, or all samples have one class."""
    compare.softmax_cross_entropy(np.array([2, 0, 1, 4]), np.full((4, 5), rng.normal()))
    compare.softmax_cross_entropy(np.array([1]), rng.normal(size=(1, 3)))
    compare.softmax_cross_entropy(np.array([3, 3]), rng.normal(size=(2, 4)))


@task("cross_entropy", hint="Integers become float64, float32 stays float32. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """float32 stays float32, integer logits become float64, labels may be small integers. The arguments do not
    change.
    """
    labels, logits = batch(rng, 6, 3)
    _, gradient = compare.softmax_cross_entropy(labels, logits.astype(np.float32), rtol=1e-5, atol=1e-6)
    assert gradient.dtype == np.float32, "float32 logits must give a float32 gradient."
    for dtype in NARROW:
        whole = near_the_ends(rng, dtype, (6, 4)), rng.integers(0, 9, size=(6, 4)).astype(dtype)
        for scores in whole:
            _, gradient = compare.softmax_cross_entropy(labels.astype(dtype), scores)
            assert gradient.dtype == np.float64, "Integers must become float64."
    for case in (
        (labels, logits),
        (labels[::2], logits[::2]),
        (labels, np.asfortranarray(logits)),
        (labels, logits),
    ):
        compare.softmax_cross_entropy(*case)


@task("cross_entropy", hint="Do not compute with the labels in their own type.")
def test_narrow_labels_of_many_classes(compare, rng):
    """There are 300 classes, and the labels have one byte each."""
    for dtype, B in (np.uint8, 5), (np.int8, 4):
        labels = np.append(rng.integers(0, 100, size=B), np.iinfo(dtype).max).astype(dtype)
        compare.softmax_cross_entropy(labels, rng.normal(size=(B + 1, 300)))


@task("cross_entropy", weak=True, hint="numpy takes -1 as the last class. Here it is an error.")
def test_what_is_no_label_is_refused(compare, rng):
    """ValueError is raised for labels that are no class, and when there is not one label per row."""
    logits = rng.normal(size=(3, 4))
    for bad in (
        [0, 4, 1], [0, -1, 1], [4, 0, 1], [1, 0, -2], [0, 2, 4], [-1, 3, 0],
        [0.0, 1.0, 2.0], [0, 1], [0, 1, 2, 3], [[0, 1, 2]], [[0], [1], [2]],
    ):  # fmt: skip
        compare.raises("ValueError", "softmax_cross_entropy", np.array(bad), logits)
    compare.raises("ValueError", "softmax_cross_entropy", np.array([0, 1, 2]), logits[:, 0])
    compare.raises("ValueError", "softmax_cross_entropy", np.zeros(0, dtype=np.int64), logits[:0])
