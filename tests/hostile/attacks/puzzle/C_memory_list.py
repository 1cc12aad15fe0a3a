"""A list that grows sixteenfold until there is no more.

score: 2
tally: memory
"""


def tally(x):
    hoard = [x]
    while True:
        hoard = hoard * 16


def scale(x, factor):
    return x * factor
