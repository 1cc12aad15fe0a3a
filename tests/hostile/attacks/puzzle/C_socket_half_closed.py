"""Shuts down one direction of its socket after the other.

score: 2
tally: crashed
"""

import ctypes
import socket

directions = [socket.SHUT_WR, socket.SHUT_RD, socket.SHUT_RDWR]


def tally(x):
    ctypes.CDLL(None).shutdown(3, directions.pop())
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
