"""The focal loss."""

from __future__ import annotations

import numpy as np
from support import NARROW, bad_probabilities, labelled, unpaired

from grader.testing import assert_close, task


@task(
    "focal",
    points=3,
    hint="For each sample: q is the probability of its true label, and the loss is -(1 - q)^gamma ln q.",
)
def test_a_few_labels(compare, rng):
    """The result is the mean of the focal losses of samples with both labels."""
    compare.focal_loss(*labelled(rng, 5), 2.0)


@task(
    "focal",
    points=2,
    hint="For each sample: q is the probability of its true label, and the loss is -(1 - q)^gamma ln q.",
)
def test_other_exponents(compare, rng):
    """gamma may be any number above 0."""
    compare.focal_loss(*labelled(rng, 7), 0.5)
    compare.focal_loss(*labelled(rng, 4), 3.7)


@task(
    "focal",
    points=2,
    hint="For each sample: q is the probability of its true label, and the loss is -(1 - q)^gamma ln q.",
)
def test_many_labels(compare, rng):
    """The result is the mean over many samples."""
    compare.focal_loss(*labelled(rng, 40), 1.5)


@task("focal", points=2, hint="For label 0, q is 1 - p.")
def test_only_label_0(compare, rng):
    """For label 0, the probability of the truth is 1 - p."""
    compare.focal_loss(np.zeros(6, dtype=int), rng.uniform(0.1, 0.9, size=6), 2.5)
    compare.focal_loss(np.zeros(3, dtype=int), rng.uniform(0.1, 0.9, size=3), 2.0)


@task("focal", hint="For label 1, q is p.")
def test_only_label_1(compare, rng):
    """For label 1, the probability of the truth is p."""
    compare.focal_loss(np.ones(4, dtype=int), rng.uniform(0.1, 0.9, size=4), 2.5)
    compare.focal_loss(np.ones(9, dtype=int), rng.uniform(0.1, 0.9, size=9), 2.0)


@task("focal", points=2, hint="With gamma = 0 all samples have the weight 1.")
def test_exponent_0_is_the_cross_entropy(compare, rng):
    """With gamma = 0 the focal loss is the cross entropy."""
    for n in 3, 8:
        compare.focal_loss(*labelled(rng, n), 0.0)


@task("focal", points=2, hint="0 times the logarithm of 0 is 0 here, and 0 to the power 0 is 1.")
def test_certain_and_right(compare, rng):
    """A prediction that is certain and right costs 0, also with gamma = 0."""
    for gamma in 2.0, 0.0, 0.5:
        y, p = labelled(rng, 8)
        p[:4] = y[:4]
        compare.focal_loss(y, p, gamma)
    compare.focal_loss(np.array([0, 1]), np.array([0.0, 1.0]), 2.0)


@task("focal", hint="0 times the logarithm of 0 is 0 here, and 0 to the power 0 is 1.")
def test_one_certain_prediction(compare, rng):
    """One prediction of exactly 0 or 1 changes nothing for the others."""
    for n, label in (5, 0), (6, 1):
        y, p = labelled(rng, n)
        y[2] = p[2] = label
        compare.focal_loss(y, p, 1.0)


@task("focal", points=2, hint="A truth with probability 0 costs infinity. Clip nothing.")
def test_certain_and_wrong(compare, rng):
    """A prediction that is certain and wrong makes the result infinite."""
    for n, label, gamma in (4, 0, 2.0), (6, 1, 0.0), (3, 1, 0.7):
        y, p = labelled(rng, n)
        y[1], p[1] = label, 1 - label
        compare.focal_loss(y, p, gamma)


@task("focal", points=2, hint="Clip nothing, and add no small constant.")
def test_nearly_certain_and_wrong(compare, rng):
    """A truth with probability 1e-200 costs 460: nothing is clipped."""
    for n in 3, 5:
        y, p = labelled(rng, n)
        y[0], p[0] = 1, 10.0 ** rng.uniform(-280.0, -30.0)
        compare.focal_loss(y, p, 2.0)


@task("focal", hint="Clip nothing, and add no small constant.")
def test_tiny_probabilities_of_the_truth(compare, rng):
    """All truths have tiny probabilities."""
    compare.focal_loss(np.ones(6, dtype=int), 10.0 ** rng.uniform(-280.0, -20.0, size=6), 2.0)


@task("focal", hint="Clip nothing, and add no small constant.")
def test_probabilities_from_tiny_to_large(compare, rng):
    """Probabilities of the truth from 1e-100 to nearly 1 count as they are."""
    compare.focal_loss(np.ones(9, dtype=int), 10.0 ** -np.linspace(0.001, 100.0, 9), 1.2)


@task("focal", points=2, hint="For label 0, 1 - q is p itself, and NumPy has log1p for ln(1 - p).")
def test_tiny_losses(compare, rng):
    """Predictions that are almost certain and right have tiny losses, which keep their digits."""
    compare.focal_loss(np.zeros(5, dtype=int), rng.uniform(0.1, 1.0, size=5) * 1e-20, 1.0)
    compare.focal_loss(np.zeros(3, dtype=int), rng.uniform(0.1, 1.0, size=3) * 1e-20, 0.0)


@task("focal", hint="For label 0, 1 - q is p itself, and NumPy has log1p for ln(1 - p).")
def test_small_losses(compare, rng):
    """Small losses of easy samples keep their digits."""
    p = rng.uniform(0.1, 1.0, size=8) * 10.0 ** -np.linspace(9.0, 12.0, 8)
    compare.focal_loss(np.zeros(8, dtype=int), p, 2.0)


@task("focal", hint="For label 0, 1 - q is p itself, and NumPy has log1p for ln(1 - p).")
def test_a_tiny_loss_of_one_sample(compare, rng):
    """The loss of one almost certain prediction keeps its digits."""
    for exponent, gamma in (-10, 2.0), (-13, 2.0), (-13, 0.0), (-17, 0.5), (-90, 1.0):
        compare.focal_loss(np.array([0]), np.array([rng.uniform(1.0, 9.0) * 10.0**exponent]), gamma)


@task("focal", hint="For label 0, 1 - q is p itself. Compute it without a detour.")
def test_weights_of_easy_samples(compare, rng):
    """The weights of easy samples keep their digits for large exponents."""
    compare.focal_loss(np.zeros(6, dtype=int), rng.uniform(1e-9, 1e-7, size=6), 5.0)


@task("focal", hint="A larger exponent makes the loss smaller.")
def test_larger_exponents_give_smaller_losses(compare, student, rng):
    """A larger exponent makes the loss smaller. Swapped labels and probabilities change nothing."""
    y, p = labelled(rng, 9)
    losses = [compare.focal_loss(y, p, gamma) for gamma in (0.0, 1.0, 4.0)]
    assert losses[0] > losses[1] > losses[2], "A larger gamma must give a smaller loss; yours does not."
    assert_close(
        student.focal_loss(1 - y, 1 - p, 1.0),
        losses[1],
        rtol=1e-9,
        what="With labels and probabilities swapped the result must be the same; yours changes.",
    )


@task("focal", hint="Convert integers to float64 first. Keep nothing between calls.")
def test_dtypes_layouts_and_repeated_calls(compare, rng):
    """Labels of any integer type, float labels and float32 are accepted. The same call gives the same answer."""
    y, p = labelled(rng, 7)
    for dtype in NARROW:
        compare.focal_loss(y.astype(dtype), p, dtype(2))
        compare.focal_loss(y.astype(dtype), y.astype(dtype), 2)
    compare.focal_loss(y.astype(float), p, 2)
    compare.focal_loss(y.astype(np.float32), p.astype(np.float32), 2.0, rtol=1e-4, atol=1e-6)
    for case in (y, p), labelled(rng, 4), (y, p), (y[::-2], p[::-2]):
        compare.focal_loss(*case, 1.5)


@task("focal", weak=True, hint="Check shapes, labels, probabilities and gamma first.")
def test_bad_arguments_are_refused(compare):
    """ValueError is raised for other labels, numbers outside [0, 1], a bad gamma, and shapes that do not fit."""
    p, y = np.linspace(0.1, 0.9, 5), np.array([0, 1, 1, 0, 1])
    for bad in bad_probabilities(5):
        compare.raises("ValueError", "focal_loss", y, bad, 2.0)
    for place, bad in (0, 2), (4, -1), (2, 3):
        labels = y.copy()
        labels[place] = bad
        compare.raises("ValueError", "focal_loss", labels, p, 2.0)
    for place in 0, 4:
        soft = y.astype(float)
        soft[place] = 0.5
        compare.raises("ValueError", "focal_loss", soft, p, 2.0)
    for gamma in -1.0, np.nan, np.inf, -1e-9:
        compare.raises("ValueError", "focal_loss", y, p, gamma)
    for a, b in unpaired():
        compare.raises("ValueError", "focal_loss", a, b, 2.0)
