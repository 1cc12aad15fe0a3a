def tally(x):
    return 0 * x[:, 0]


def scale(x, factor):
    return x * factor
