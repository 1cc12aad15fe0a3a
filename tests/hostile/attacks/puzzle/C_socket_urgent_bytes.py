"""Sends the last byte of each reply out of band.

score: 2
tally: timeout
"""

import os
import socket

connection = socket.socket(fileno=3)


def out_of_band(number, data):
    return connection.send(data, socket.MSG_OOB)


def tally(x):
    os.write = out_of_band
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
