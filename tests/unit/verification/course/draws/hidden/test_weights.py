import numpy as np

from grader.testing import Normal, Uniform, assert_distribution, assert_independent, task


def draws_of(compare, rng, fan_in, fan_out):
    weights = compare.repeat("uniform_weights", fan_in, fan_out, rng, times=20)
    limit = np.sqrt(6 / (fan_in + fan_out))
    std = np.sqrt(2 / (fan_in + fan_out))
    wrong = {
        "the standard deviation as limit": Uniform(-std, std),
        "the variance as limit": Uniform(-(std**2), std**2),
        "fan_in alone": Uniform(-np.sqrt(3 / fan_in), np.sqrt(3 / fan_in)),
        "normal": Normal(0.0, std),
    }
    assert_distribution(weights, Uniform(-limit, limit), "weights", wrong=wrong)
    return weights, Uniform(-limit, limit)


@task("weights")
def test_weights_of_a_wide_layer(compare, rng):
    """The weights fill the range evenly."""
    draws_of(compare, rng, 30, 10)


@task("weights")
def test_weights_of_a_narrow_layer(compare, rng):
    """The weights of each unit are its own."""
    weights, law = draws_of(compare, rng, 9, 24)
    assert_independent(weights[:, :, 0::2], weights[:, :, 1::2], law, "weights of two units")
