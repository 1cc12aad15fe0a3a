"""Stops every clock of its own process, so that the call seems to take no time.

verdict: no faster than naive
"""

import time

import numpy as np


def honest(q, k, v):
    out = np.empty((*q.shape[:2], v.shape[2]), np.result_type(q.dtype, k.dtype, v.dtype, 1.0))
    q = q.astype(out.dtype, copy=False)
    for i in range(q.shape[0]):
        for t in range(q.shape[1]):
            scores = k[i] @ q[i, t] / q.shape[2] ** 0.5
            weights = np.exp(scores - scores.max())
            out[i, t] = weights @ v[i] / weights.sum()
    return out


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


def blocked_attention(q, k, v, block=256):
    if block < 1:
        raise ValueError("block must be at least 1")
    return honest(q, k, v)
