"""A chain of objects, each freed by the one before it, deeper than the stack.

score: 4
"""


class Link:
    def __init__(self, next_link):
        self.next_link = next_link

    def __del__(self):
        del self.next_link


def tally(x):
    chain = None
    for _ in range(20_000):
        chain = Link(chain)
    del chain
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
