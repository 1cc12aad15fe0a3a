"""Has a name that is no valid Unicode; the answer to the import cannot be sent.

score: 0
tally: error
scale: error
"""


def tally(x):
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor


globals()["\ud800"] = tally
