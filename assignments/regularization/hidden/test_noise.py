"""Gaussian noise on inputs."""

from __future__ import annotations

import numpy as np
from support import NARROW, narrow, weights

from grader.testing import Normal, Uniform, assert_close, assert_distribution, assert_rate, generator, task


@task("noise", points=3, hint="sigma is the standard deviation of the noise, not its variance.")
def test_the_noise_is_normal(compare, rng):
    """The noise has a normal distribution with mean 0 and standard deviation sigma."""
    for sigma, shape in (0.5, (4, 5)), (3.0, (7,)):
        x = weights(rng, *shape)
        noise = compare.repeat("gaussian_noise", x, sigma, rng, times=300) - x
        wrong = {
            "variance for deviation": Normal(0.0, sigma**2),
            "root for deviation": Normal(0.0, sigma**0.5),
            "mean 1": Normal(1.0, sigma),
            "uniform": Uniform(-sigma, sigma),
        }
        assert_distribution(noise, Normal(0.0, sigma), wrong=wrong)


@task("noise", points=2, hint="Draw one number for each input of each sample.")
def test_each_input_has_noise_of_its_own(compare, rng):
    """Each input of each sample has a draw of its own."""
    for sigma, shape in (0.7, (6, 4)), (1.0, (5, 5)):
        x = weights(rng, *shape)
        noise = compare.repeat("gaussian_noise", x, sigma, rng, times=200) - x
        above = noise[:, 0, 0] > 0
        for i, j in (1, 0), (0, 1), (shape[0] - 1, shape[1] - 1):
            same = int((above == (noise[:, i, j] > 0)).sum())
            assert_rate(same, 200, 0.5, wrong={"the same noise": 1.0})


@task("noise", points=2, hint="The noise is added, whatever the input is.")
def test_the_noise_does_not_depend_on_the_input(compare, rng):
    """The noise is added. Its size does not depend on the input."""
    for size in 0.0, 1e-3, 50.0:
        x = size * weights(rng, 3, 6)
        noise = compare.repeat("gaussian_noise", x, 0.4, rng, times=200) - x
        wrong = {"multiplied": Normal(0.0, 0.4 * size)} if size else {"no noise": Normal(0.0, 1e-9)}
        assert_distribution(noise, Normal(0.0, 0.4), wrong=wrong)


def few(compare, rng, sigma, *shape, times=400):
    """The noise of a few inputs has the law of any other noise."""
    x = weights(rng, *shape)
    noise = compare.repeat("gaussian_noise", x, sigma, rng, times=times) - x
    narrower = sigma * max(1 - 1 / x.size, 1e-18) ** 0.5
    wrong = {"its mean is subtracted": Normal(0.0, narrower), "variance for deviation": Normal(0.0, sigma**2)}
    assert_distribution(noise, Normal(0.0, sigma), wrong=wrong)


@task("noise", points=1, hint="Add the numbers as they are drawn.")
def test_a_single_input(compare, rng):
    """A single input has noise with standard deviation sigma as well."""
    few(compare, rng, 0.6, 1)
    few(compare, rng, 2.5, 1, 1)


@task("noise", points=1, hint="The mean of the noise is 0 in the long run only, not in each call.")
def test_two_inputs(compare, rng):
    """The noise of two inputs does not add up to 0."""
    few(compare, rng, 0.6, 2)
    few(compare, rng, 3.0, 1, 2)


@task("noise", points=2, weak=True, hint="Without training nothing is added.")
def test_evaluation_and_sigma_0_change_nothing(compare, rng):
    """In evaluation, and with sigma 0, the inputs stay as they are."""
    for shape in (4, 5), (3,), (2, 3, 2):
        compare.gaussian_noise(weights(rng, *shape), 0.8, generator(1), False)
        compare.gaussian_noise(weights(rng, *shape), 1, generator(2), train=False)
        compare.gaussian_noise(weights(rng, *shape), 0, generator(3))
        compare.gaussian_noise(weights(rng, *shape), 0.0, generator(4), True)


@task("noise", points=1, hint="Convert integers to float64; float32 stays float32.")
def test_kinds_of_numbers(compare, rng):
    """Inputs may be integers of any width, or float32."""
    for dtype in NARROW:
        compare.repeat("gaussian_noise", narrow(rng, dtype, 3, 4), 0.5, rng, times=2)
        compare.gaussian_noise(narrow(rng, dtype, 3, 4), 0, generator(1))
        compare.gaussian_noise(narrow(rng, dtype, 3, 4), 2.0, generator(1), False)
    x = weights(rng, 5, 3).astype(np.float32)
    compare.repeat("gaussian_noise", x, 0.25, rng, times=2)
    compare.gaussian_noise(x, 0.5, generator(1), False)


@task("noise", weak=True, hint="Draw from rng, and from nothing else.")
def test_the_same_generator_gives_the_same_noise(compare, student, rng):
    """Two generators in the same state give the same noise."""
    for shape in (9,), (3, 4):
        x = weights(rng, *shape)
        compare.repeat("gaussian_noise", x, 0.5, rng, times=2)
        seed = int(rng.integers(2**32))
        first = student.gaussian_noise(x, 0.5, generator(seed))
        assert_close(
            student.gaussian_noise(x, 0.5, generator(seed)),
            first,
            what="Two generators in the same state must give the same noise; yours do not.",
        )


@task("noise", weak=True, hint="Check sigma first.")
def test_a_negative_deviation_is_refused(compare, rng):
    """ValueError is raised if sigma is negative or NaN, in evaluation too."""
    for sigma in -0.1, -3, -1e-9, float("nan"):
        for train in True, False:
            compare.raises("ValueError", "gaussian_noise", weights(rng, 3), sigma, generator(1), train)
