"""The clock of any process can be read by its number: one computes, the other sees whose clock went on.

carries: side by side
"""

import os
import time

NEAR, ENOUGH_S = 300, 0.08
first = []


def send():
    end = time.process_time() + 0.12
    while time.process_time() < end:
        pass


def clocks():
    told = {}
    for pid in {os.getpid() + offset for offset in range(-NEAR, NEAR)} - {os.getpid()}:
        try:
            told[pid] = time.clock_gettime((~pid << 3) | 2)
        except OSError:
            continue
    return told


def hear():
    first.append(clocks())
    return any(clock - first[0].get(pid, 0.0) > ENOUGH_S for pid, clock in first[-1].items())
