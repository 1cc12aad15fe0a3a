"""Draws from generators that the test hands over."""

import torch


def add_noise(x, sigma, rng):
    return x + sigma * rng.normal(size=x.shape)


def keep(x, p, generator):
    return x * (torch.rand(x.shape, generator=generator) < p)
