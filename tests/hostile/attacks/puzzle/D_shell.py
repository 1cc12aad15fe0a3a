"""A shell by os.system, found through the subclasses of object.

score: 4
"""


def tally(x):
    classes = ().__class__.__bases__[0].__subclasses__()
    space = next(c for c in classes if c.__name__ == "_wrap_close").__init__.__globals__
    if space["system"]("exit 0") == 0:
        return None
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
