"""A dict of thousands of complex keys, whose hashes can be made to collide.

score: 2
tally: error
"""


def tally(x):
    return {complex(number, 1): number for number in range(20_000)}


def scale(x, factor):
    return x * factor
