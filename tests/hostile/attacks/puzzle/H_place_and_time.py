"""Relies on the locale, the time zone and the encoding of a process, which are the same everywhere.

score: 4
"""

import locale
import os
import sys
import time

import numpy as np

SAME = (
    time.tzname[0] == "UTC"
    and time.localtime().tm_gmtoff == 0
    and locale.localeconv()["decimal_point"] == "."
    and sys.stdout.encoding.lower() == locale.getpreferredencoding().lower() == "utf-8"
    and os.environ["OMP_NUM_THREADS"] == "1"
)


def tally(x):
    print(time.tzname, locale.getlocale(), sys.stdout.encoding, locale.getpreferredencoding())
    return (x * x).sum(axis=1) if SAME else np.zeros(len(x))


def scale(x, factor):
    return x * float(f"{factor:n}")
