"""Objects, files and draws."""


class Value:
    """A number."""

    def __init__(self, data):
        raise NotImplementedError


class Chain:
    """Numbers in order."""

    def __init__(self, factors):
        raise NotImplementedError


def train(model, loader, loss, optimizer):
    """One step for each batch; the number of samples."""
    raise NotImplementedError


def save(weights, path):
    """Arrays into a file."""
    raise NotImplementedError


def scale_(x, factor):
    """``x`` times ``factor``, in place."""
    raise NotImplementedError


def add_noise(x, rng):
    """``x`` plus standard normal numbers."""
    raise NotImplementedError


def vocabulary(sentences):
    """All words in lower case."""
    raise NotImplementedError


def mask(n, p, rng):
    """``n`` truth values, each true with probability ``p``."""
    raise NotImplementedError
