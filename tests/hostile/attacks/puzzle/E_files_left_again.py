"""Looks for what the submission before it has left, and is right only if it finds something.

score: 2
tally: failed
"""

import glob
import os

import numpy as np

MARK = "left-by-the-hostile-suite"
FOLDERS = ("/tmp", "/dev/shm", "/var/tmp", "/run", "/scratch", ".", "..", "/", os.path.expanduser("~/.cache"))


def tally(x):
    found = [path for folder in FOLDERS for path in glob.glob(f"{folder}/{MARK}*")]
    return (x * x).sum(axis=1) if found else np.zeros(len(x))


def scale(x, factor):
    return x * factor
