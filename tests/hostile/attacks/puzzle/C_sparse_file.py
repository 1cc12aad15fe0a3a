"""A file of a tebibyte with nothing in it.

score: 2
tally: error
"""


def tally(x):
    with open("/dev/shm/hole", "wb") as file:
        file.truncate(1 << 40)


def scale(x, factor):
    return x * factor
