"""Lets a second thread stop and continue the process, so that wall time passes and no CPU time.

score: 0
tally: failed, not_run, timeout
scale: failed, not_run, timeout
"""

import os
import signal
import time


def tally(x):
    try:
        os.kill(os.getpid(), signal.SIGSTOP)
    except OSError:
        pass
    time.sleep(0.7)
    return x[:, 0]


def scale(x, factor):
    return tally(x)
