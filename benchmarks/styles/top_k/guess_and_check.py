"""Guesses a bound from a sorted sample of each row, counts what reaches it, and lowers it until k entries do.

tier: one comparison per entry
advice: none
"""

import numpy as np


class Selector:
    """Selects the k largest entries of rows."""

    def __init__(self, k, stride=16):
        self.k, self.stride = k, stride
        self.start = 2 + 2 * k // stride

    def select(self, row):
        sample = np.sort(row[:: self.stride])[::-1]
        place = self.start
        while place < len(sample):
            kept = row[row >= sample[place]]
            if len(kept) >= self.k:
                return self.ordered(kept)
            place *= 2
        return self.ordered(row)

    def ordered(self, values):
        if len(values) > 4 * self.k:
            values = np.partition(values, len(values) - self.k)[len(values) - self.k :]
        return np.sort(values)[: -self.k - 1 : -1]


def top_k(x, k):
    if x.ndim != 2 or not 1 <= k <= x.shape[1]:
        raise ValueError(f"no {k} largest entries in rows of an array of shape {x.shape}")
    selector = Selector(int(k))
    return np.stack([selector.select(row) for row in x])
