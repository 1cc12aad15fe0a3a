"""An object that has every attribute, each again such an object.

score: 2
tally: failed
"""


class Endless:
    def __getattr__(self, name):
        return Endless()

    def __call__(self, *args, **kwargs):
        return Endless()


def tally(x):
    return Endless()


def scale(x, factor):
    return x * factor
