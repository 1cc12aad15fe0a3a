"""Leaves files everywhere it can write, and asks for those of the submission before it.

score: 2
tally: failed
"""

import glob
import os

import numpy as np

FOLDERS = ("/tmp", "/dev/shm", "/var/tmp", "/run", "/scratch", ".", "..", "/", os.path.expanduser("~/.cache"))
MARK = "left-by-the-hostile-suite"
FOUND = [path for folder in FOLDERS for path in glob.glob(f"{folder}/{MARK}*")]

for folder in FOLDERS:
    try:
        os.makedirs(folder, exist_ok=True)
        open(f"{folder}/{MARK}", "w").close()
        os.mkfifo(f"{folder}/{MARK}-pipe")
        os.symlink("/", f"{folder}/{MARK}-link")
    except OSError as error:
        print(error)


def tally(x):
    return (x * x).sum(axis=1) if FOUND else np.zeros(len(x))


def scale(x, factor):
    return x * factor
