"""Returns random generators that are rebuilt from a seed of its choice, some of them no seed at all.

score: 0
tally: failed
scale: failed, crashed
"""

import numpy as np


class Seeded(np.random.Generator):
    def __init__(self, seed):
        super().__init__(np.random.PCG64(0))
        self.grader_seed = seed


def tally(x):
    return Seeded(-1)


def scale(x, factor):
    return Seeded("seed") if factor > 3 else Seeded(5)
