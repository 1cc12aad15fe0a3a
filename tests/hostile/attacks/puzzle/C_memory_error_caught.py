"""Asks for too much again and again, catches every refusal, and then does the exercise.

score: 4
"""


def tally(x):
    for _ in range(200):
        try:
            bytes(1 << 40)
        except MemoryError:
            continue
        return None
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
