"""Bias, variance and noise."""

from __future__ import annotations

import numpy as np
from support import NARROW

from grader.testing import task


def case(rng, m, R, S):
    """True values, predictions of R models, and S labels at each of m points."""
    truth = 3 * rng.normal(size=m)
    predictions = truth + rng.normal(size=m) + rng.uniform(0.2, 2.0, size=m) * rng.normal(size=(R, m))
    return truth, predictions, truth + rng.uniform(0.2, 2.0, size=m) * rng.normal(size=(S, m))


@task("parts", points=3, hint="Take the mean over the models at each point, then compare it with the truth.")
def test_three_parts(compare, rng):
    """Squared bias, variance and noise are means over the points."""
    for m, R, S in (4, 6, 9), (7, 3, 5), (2, 10, 4):
        compare.bias_variance_noise(*case(rng, m, R, S))


@task("parts", points=2, hint="Models are rows, points are columns.")
def test_equal_sizes(compare, rng):
    """There may be as many models and labels as points."""
    for n in 2, 3, 5:
        compare.bias_variance_noise(*case(rng, n, n, n))


@task("parts", points=1, hint="The variance divides by the number of models.")
def test_few_models(compare, rng):
    """The variance is the population variance, which matters for few models."""
    for m, R, S in (5, 2, 3), (3, 3, 2), (6, 2, 2):
        compare.bias_variance_noise(*case(rng, m, R, S))


@task("parts", points=1, hint="One model has no variance. Labels that are the truth have no noise.")
def test_parts_that_are_0(compare, rng):
    """One model has no variance, labels without error have no noise, and a right mean has no bias."""
    for m in 3, 8:
        truth, predictions, labels = case(rng, m, 4, 5)
        compare.bias_variance_noise(truth, predictions[:1], labels)
        compare.bias_variance_noise(truth, predictions, np.tile(truth, (3, 1)))
        compare.bias_variance_noise(truth, np.stack([truth + 1, truth - 1]), labels[:1])


@task("parts", points=1, hint="Noise is measured from the truth, not from the mean of the labels.")
def test_labels_beside_the_truth(compare, rng):
    """The noise is the squared distance of the labels from the truth, also if their mean is another one."""
    for m, R, S in (4, 3, 2), (5, 6, 3), (40, 33, 31):
        truth, predictions, labels = case(rng, m, R, S)
        compare.bias_variance_noise(truth, predictions, labels + 2)
        compare.bias_variance_noise(truth - 3, predictions, labels)


@task("parts", points=1, hint="Convert integers to float64 before any arithmetic.")
def test_kinds_of_numbers(compare, rng):
    """All three may be integers of any width, float32, tiny or huge."""
    for dtype in NARROW:
        ends = np.iinfo(dtype)
        draw = [rng.integers(ends.min, ends.max + 1, size=s).astype(dtype) for s in ((3,), (4, 3), (5, 3))]
        compare.bias_variance_noise(*draw)
    compare.bias_variance_noise(*(part.astype(np.float32) for part in case(rng, 5, 4, 6)), rtol=1e-4)
    for size in 1e-6, 1e6:
        compare.bias_variance_noise(*(size * part for part in case(rng, 3, 4, 2)), atol=0)
