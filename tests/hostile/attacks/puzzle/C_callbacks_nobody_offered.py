"""Asks for a function of the test where there is none.

score: 2
tally: crashed
"""

import os
import struct
import sys
import time

import msgspec


def frame(kind, body):
    asked = sys._getframe(2)
    while not hasattr(asked.f_locals.get("request"), "nonce"):
        asked = asked.f_back
    asked = asked.f_locals["request"]
    structure = msgspec.msgpack.encode([asked.nonce, asked.id, kind, body])
    return struct.pack("<IQ", len(structure), 0) + structure


def tally(x):
    os.write(3, frame("callback", [2, [0, [2, []], [3, []]]]) * 1000)
    time.sleep(1)


def scale(x, factor):
    return x * factor
