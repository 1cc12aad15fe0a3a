"""A regular expression that backtracks for years.

score: 2
tally: timeout
"""

import re


def tally(x):
    return re.match("(a*)*b", "a" * 60)


def scale(x, factor):
    return x * factor
