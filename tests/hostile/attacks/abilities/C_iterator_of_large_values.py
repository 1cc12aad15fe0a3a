"""An iterator without end whose values are as large as one may be, and are all kept by the test.

score: 3.5
chain: error, failed
"""

import numpy as np

LARGE = np.zeros(130_000)


class Large(Value):
    data = property(lambda self: LARGE)


class Chain(Chain):
    def __iter__(self):
        while True:
            yield LARGE
