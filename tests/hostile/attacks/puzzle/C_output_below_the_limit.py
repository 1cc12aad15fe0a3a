"""Prints nearly as much as it may, in control characters and broken UTF-8.

score: 4
"""

import os


def tally(x):
    os.write(1, b"\x1b[2J\x1b]0;title\x07\xff\xfe\r\x00" * 10_000)
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
