"""Returns a stand-in that computes only when it is asked.

score: 2
tally: failed
"""


class Promise:
    def __init__(self, x):
        self.x = x

    def __array__(self, dtype=None, copy=None):
        return (self.x * self.x).sum(axis=1)

    def __call__(self):
        return self.__array__()


def tally(x):
    return Promise(x)


def scale(x, factor):
    return x * factor
