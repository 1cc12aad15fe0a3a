"""Takes the grader's next request off the socket itself and answers nothing.

score: 2
tally: timeout
"""

import os


def tally(x):
    os.read(3, 1)


def scale(x, factor):
    return x * factor
