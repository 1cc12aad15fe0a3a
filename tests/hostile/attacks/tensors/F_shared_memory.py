"""Moves tensors into shared memory, which outlives its process.

score: 4
"""

keep = []


def blend(x, w):
    try:
        keep.append((x @ w).share_memory_())
    except RuntimeError:
        pass
    return x @ w


def energy(x):
    return (x * x).sum() / 2
