"""Sends 1.5 GB where its result is asked for.

verdict: failed
"""

import gc
import sys

from exercise import naive


def FUNCTION(*arguments):
    return naive(*arguments)


(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
bench = harness._timed
channel = harness.channel
frame = sys.modules["grader.wire.frame"]
tagged = sys.modules["grader.wire.tagged"]
COUNT = 187_500_000


def zeros(*_):
    """More than the process may hold: written by hand, a megabyte at a time."""
    request = harness._request
    array = tagged.Array("float64", [COUNT], [])
    head = frame._encoder.encode(frame._Message(request.nonce, request.id, "value", array))
    channel._write(frame.HEADER.pack(len(head), 8 * COUNT) + head)
    for _ in range(8 * COUNT // 1_000_000):
        channel._write(bytes(1_000_000))


harness._answers["fetch"] = zeros
