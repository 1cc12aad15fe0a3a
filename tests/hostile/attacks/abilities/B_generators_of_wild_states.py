"""Gives back generators in states that no generator reaches.

score: 2.5
noise: crashed
words: crashed
draw: crashed
"""

import numpy as np
import torch
from grader.wire import value
from grader.wire.generator import seeded_generator

left, place = 8, 24  # bytes at which torch keeps how many numbers are left, and the next one


def wild(number):
    state = bytearray(torch.Generator().get_state().numpy().tobytes())
    if number % 3 == 0:
        state[8:12] = (624).to_bytes(4, "little")
        state[16:24] = (624).to_bytes(8, "little")
    elif number % 3 == 1:
        state[8:24] = bytes(range(240, 256))
    else:
        state = bytearray(b"\xff" * len(state))
    return "torch", bytes(state)


count = iter(range(1000))
value.state_of = lambda generator: wild(next(count))


def add_noise(x, rng):
    return seeded_generator(0)


def keep(x, p, generator):
    return torch.Generator()


def vocabulary(sentences):
    return [torch.Generator() for _ in range(3)]


def mask(n, p, rng):
    return torch.Generator()
