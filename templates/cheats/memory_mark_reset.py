"""Uses as much memory as it likes and then resets the mark that says how much it was.

verdict: forbidden | no faster than naive
"""

import contextlib
from pathlib import Path

import numpy as np
from exercise import naive

WASTE = 4_000_000


def FUNCTION(*arguments):
    wasted = np.ones(WASTE)
    out = naive(*arguments)
    del wasted
    with contextlib.suppress(OSError), Path("/proc/self/clear_refs").open("w") as mark:
        mark.write("5")
    return out
