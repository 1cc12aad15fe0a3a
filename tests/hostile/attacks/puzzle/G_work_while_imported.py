"""Does its work while it is imported, before the clock of a call runs.

score: 0
tally: timeout
scale: timeout
"""

import time

table = {}
end = time.process_time() + 1
while time.process_time() < end:
    table[len(table) % 1000] = len(table)


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
