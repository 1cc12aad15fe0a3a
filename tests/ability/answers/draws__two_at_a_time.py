"""Draws twice as many numbers as are asked for.

fails: test_the_noise_comes_from_the_generator
"""


def add_noise(x, sigma, rng):
    rng.normal(size=x.shape)
    return x + sigma * rng.normal(size=x.shape)
