"""Keeps the core busy between its calls, so that the reference becomes slow.

verdict: forbidden | no faster than naive
"""

import threading

import numpy as np
from exercise import naive

busy = threading.Event()
busy.set()


def burn():
    big = np.ones(1 << 20)
    while True:
        busy.wait()
        np.sqrt(big, out=big)


threading.Thread(target=burn, daemon=True).start()


def FUNCTION(*arguments):
    busy.clear()
    try:
        return naive(*arguments)
    finally:
        busy.set()
