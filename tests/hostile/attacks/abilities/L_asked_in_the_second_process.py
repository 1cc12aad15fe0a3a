"""Answers rightly only where another process is asked, as it sees from its files.

score: 4
"""

import os

began = os.path.getsize("model.npz") if os.path.exists("model.npz") else -1
right = load


def load(path):
    return right(path)
