"""Reads beyond the end of a tensor's memory.

score: 2
blend: error
"""


def blend(x, w):
    return x.as_strided((1 << 30,), (1,))


def energy(x):
    return (x * x).sum() / 2
