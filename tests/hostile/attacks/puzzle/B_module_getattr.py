"""Defines nothing, and makes up every name that the module is asked for.

score: 0
tally: missing
scale: missing
"""


def __getattr__(name):
    return lambda *args: True
