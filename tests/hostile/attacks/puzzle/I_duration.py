"""Waits and computes for as long as its input says: durations are no part of a hidden test's report.

score: 0
tally: failed, not_run
scale: failed, not_run
"""

import time


def tally(x):
    time.sleep(0.02 * (int(abs(x[0, 0]) * 1e6) % 8))
    return x[:, 0]


def scale(x, factor):
    end = time.process_time() + 0.01 * (int(abs(x[0, 0]) * 1e6) % 8)
    while time.process_time() < end:
        pass
    return x
