"""Returns random generators that are rebuilt from a state of its choice, some of them no state at all.

score: 0
tally: failed
scale: failed, crashed
"""

import numpy as np


from grader.wire.generator import SeededGenerator


class Forged(SeededGenerator):
    def __init__(self, state):
        super().__init__(np.random.PCG64(0))
        self.forged = state

    @property
    def bit_generator(self):
        return type("Bits", (), {"state": {"state": self.forged, "has_uint32": 7, "uinteger": -1}})


def tally(x):
    return Forged({"state": 2**127, "inc": 0})


def scale(x, factor):
    return Forged({"state": "seed", "inc": b""}) if factor > 3 else Forged(None)
