"""Draws from generators of its own.

fails: test_the_noise_comes_from_the_generator, test_the_mask_comes_from_the_torch_generator
"""

import numpy as np
import torch


def add_noise(x, sigma, rng):
    return x + sigma * np.random.default_rng(0).normal(size=x.shape)


def keep(x, p, generator):
    return x * (torch.rand(x.shape) < p)
