"""An exception with a text that answers a slice with more than a reply may hold.

score: 2
tally: error
"""


class Text(str):
    def __getitem__(self, index):
        return ["x" * 60] * 20_000


class Lying(ValueError):
    def __str__(self):
        return Text("x")


def tally(x):
    raise Lying


def scale(x, factor):
    return x * factor
