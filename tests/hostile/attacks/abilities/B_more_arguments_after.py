"""Sends back more arguments than it was given, and under other names.

score: 2
train: crashed
scale: crashed
noise: crashed
words: crashed
"""

import sys

frame = sys._getframe()
while not hasattr(frame.f_locals.get("self"), "channel"):
    frame = frame.f_back
harness = frame.f_locals["self"]

call = harness._answers["call"]


def forged(target, args, kwargs, want):
    result, after, rest = call(target, args, kwargs, want)
    return result, ((*args, 5), {**kwargs, 3: 4, None: "x"}) if after else None, rest


harness._answers["call"] = forged
