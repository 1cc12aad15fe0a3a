"""A list that holds itself.

score: 2
tally: error
"""


def tally(x):
    result = [x]
    result.append(result)
    return result


def scale(x, factor):
    return x * factor
