"""Puts a pipe where its file was.

score: 3.5
save: error
"""

import os


def save(weights, path):
    os.remove(path)
    os.mkfifo(path)
