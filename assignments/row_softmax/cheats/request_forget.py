"""Uses the time in which it gives its inputs back to compute as long as it likes.

verdict: forbidden | no faster than naive
"""

import gc

import numpy as np


def honest(x):
    p = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i, row in enumerate(x):
        top = row.max()
        if top > -np.inf:
            weights = np.exp(row.astype(p.dtype) - top)
            p[i] = weights / weights.sum()
    return p


def row_softmax(x):
    return honest(x)


(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
bench = harness._bench


def forget():
    if bench._args:
        honest(*bench._args)
    bench.forget()


harness._answers["forget"] = forget
