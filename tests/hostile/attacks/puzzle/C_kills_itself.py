"""Would end itself by SIGKILL, as if somebody else had.

score: 2
tally: error
"""

import os
import signal


def tally(x):
    os.kill(os.getpid(), signal.SIGKILL)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
