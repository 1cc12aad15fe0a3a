"""Puts links where its file was: to a folder of the machine, to a library, to itself, to its other file.

score: 3.5
score@2: 4
save: error
save@2: passed
"""

import os

targets = iter(["/etc/passwd", os.__file__, "model.npz", "other.npz"] * 9)
right = save


def save(weights, path):
    try:
        os.remove(path)
        os.symlink(next(targets), path)
    except OSError:
        right(weights, path)
