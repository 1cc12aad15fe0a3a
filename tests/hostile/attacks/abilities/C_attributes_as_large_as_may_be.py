"""Every attribute is as large as a result may be.

score: 3
value: failed
chain: failed
"""

import numpy as np


class Value(Value):
    def __getattribute__(self, name):
        return np.zeros(130_000) if name == "data" else super().__getattribute__(name)

    def __add__(self, other):
        return self

    def __lt__(self, other):
        return np.zeros(130_000)

    __radd__ = __mul__ = __rmul__ = __add__
