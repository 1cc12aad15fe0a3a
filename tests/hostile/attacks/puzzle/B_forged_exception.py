"""Sends exceptions that never were: an unknown class, lines that do not exist, more text than allowed.

score: 0
tally: error
scale: error

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
    forge(
        "raised",
        ("4 of 4", "<script>", "passed " * 10_000, [("puzzle.py", 10**9), ("/etc/passwd", 1), 7, None]),
    )
    os._exit(0)


def scale(x, factor):
    forge("unsendable", "nothing: full marks\x1b[2J")
    os._exit(0)
