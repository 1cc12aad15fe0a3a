"""Sets itself a limit that the kernel ends it by, as if somebody else had, and computes on where a number is negative.

score: 0
tally: error
scale: error
"""

import resource

resource.setrlimit(resource.RLIMIT_CPU, (1, 1))


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    while x[0, 0] < 0:
        pass
    return x * factor
