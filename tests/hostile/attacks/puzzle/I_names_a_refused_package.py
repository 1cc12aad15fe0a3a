"""Imports a package that is refused, chosen by its input, when it is called.

score: 0
tally: forbidden
scale: forbidden
"""

NAMES = ("pytest", "click", "rich", "jinja2", "pandas", "pygments", "pip")


def tally(x):
    __import__(NAMES[int(abs(x.ravel()[0]) * 1e6) % len(NAMES)])


def scale(x, factor):
    tally(x)
