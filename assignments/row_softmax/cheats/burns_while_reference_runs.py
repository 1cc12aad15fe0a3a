"""Keeps the core busy between its calls, so that the reference becomes slow.

verdict: forbidden | no faster than naive
"""

import threading

import numpy as np

busy = threading.Event()
busy.set()


def honest(x):
    p = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i, row in enumerate(x):
        top = row.max()
        if top > -np.inf:
            weights = np.exp(row.astype(p.dtype) - top)
            p[i] = weights / weights.sum()
    return p


def burn():
    big = np.ones(1 << 20)
    while True:
        busy.wait()
        np.sqrt(big, out=big)


threading.Thread(target=burn, daemon=True).start()


def row_softmax(x):
    busy.clear()
    try:
        return honest(x)
    finally:
        busy.set()
