"""Returns random generators of a state of its choice, some of them no state at all.

score: 0
tally: failed
scale: failed, crashed
"""

import numpy as np
from grader.wire import value
from grader.wire.generator import seeded_generator

STATES = {"a state": ("numpy", bytes(32) + b"\7" + bytes(4)), "none": ("numpy", b"seed"), "another": ("torch", bytes(5056))}


def forged(state):
    value.state_of = lambda generator: STATES[state]
    return seeded_generator(0)


def tally(x):
    return forged("a state")


def scale(x, factor):
    return forged("none") if factor > 3 else forged("another") if factor > 2 else np.random.default_rng(5)
