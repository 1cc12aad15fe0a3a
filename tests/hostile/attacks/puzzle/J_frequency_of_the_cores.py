"""Watches at which frequency each core runs, to see where others are at work; right only if it sees a change.

score: 2
tally: failed, error
"""

import time


def frequencies():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return [line for line in file if "MHz" in line]


def tally(x):
    first, end = frequencies(), time.process_time() + 0.05
    while time.process_time() < end:
        if frequencies() != first:
            return (x * x).sum(axis=1)
    return 0 * x[:, 0]


def scale(x, factor):
    return x * factor
