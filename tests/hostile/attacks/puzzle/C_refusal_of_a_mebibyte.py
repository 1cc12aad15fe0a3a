"""Explains in nearly a mebibyte why its result cannot be sent.

score: 2
tally: error
"""

import os
import struct
import sys

import msgspec


def frame(kind, body):
    asked = sys._getframe(2)
    while not hasattr(asked.f_locals.get("request"), "nonce"):
        asked = asked.f_back
    asked = asked.f_locals["request"]
    structure = msgspec.msgpack.encode([asked.nonce, asked.id, kind, body])
    return struct.pack("<IQ", len(structure), 0) + structure


def tally(x):
    os.write(3, frame("unsendable", "x" * 1_000_000))
    os._exit(0)


def scale(x, factor):
    return x * factor
