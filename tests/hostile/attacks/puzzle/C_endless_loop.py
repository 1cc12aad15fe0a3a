"""Never comes back.

score: 2
tally: timeout
"""


def tally(x):
    while True:
        pass


def scale(x, factor):
    return x * factor
