"""Sends nodes that only the grader may send: functions, own functions and objects by reference.

score: 3
words: crashed
draw: crashed
"""

import sys

frame = sys._getframe()
while not hasattr(frame.f_locals.get("self"), "channel"):
    frame = frame.f_back
harness = frame.f_locals["self"]

from grader.wire import CallbackReference, HandleCall, Own
nodes = iter([CallbackReference(0), HandleCall(0), Own("vocabulary"), Own("exit", "os")] * 500)


class Odd:
    pass


kept_before = harness.channel.keep


def kept(value):
    return next(nodes) if type(value) is Odd else kept_before(value)


harness.channel.keep = kept


def vocabulary(sentences):
    return Odd()


def mask(n, p, rng):
    return [Odd()]
