"""Finalizers that raise, resurrect their object and print.

score: 4
"""

saved = []


class Undead:
    def __del__(self):
        saved.append(self)
        raise SystemExit(0)


def tally(x):
    for _ in range(100):
        Undead()
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
