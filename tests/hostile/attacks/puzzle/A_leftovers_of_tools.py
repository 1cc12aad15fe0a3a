"""Looks for compiled hidden tests, a git history, pytest's cache and earlier reports beside what it can reach.

score: 2
tally: failed
"""

import glob
import marshal
import os
import sys

import numpy as np

PATTERNS = (
    "hidden/__pycache__/*.pyc",
    "reference/__pycache__/*.pyc",
    ".git/HEAD",
    ".git/logs/HEAD",
    ".git/packed-refs",
    ".pytest_cache/v/cache/lastfailed",
    ".grader/records/*/*.json",
    "*.html",
    "results*.json",
    "grades.csv",
)


def tally(x):
    here = os.path.dirname(os.path.dirname(os.path.dirname(sys.modules["grader.worker"].__file__)))
    for folder in (
        ".",
        "..",
        here,
        f"{here}/tests/hostile/course",
        f"{here}/tests/hostile/course/puzzle",
        "/scratch",
    ):
        for pattern in PATTERNS:
            for path in glob.glob(f"{folder}/{pattern}"):
                try:
                    raw = open(path, "rb").read()
                    print(path, marshal.loads(raw[16:]).co_consts if path.endswith(".pyc") else raw[:2000])
                except OSError as error:
                    print(error)
    return np.zeros(len(x))


def scale(x, factor):
    return x * factor
