"""Hands in a checkpoint that runs code in whoever loads it.

score: 4
"""


def blend(x, w):
    return x @ w


def energy(x):
    return (x * x).sum() / 2
