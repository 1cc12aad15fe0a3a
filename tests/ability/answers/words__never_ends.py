"""Windows without end: no more than a stated number of them is read.

fails: test_every_window_is_yielded
"""

import itertools


def windows(words, n):
    for _ in itertools.count():
        yield tuple(words[:n])
