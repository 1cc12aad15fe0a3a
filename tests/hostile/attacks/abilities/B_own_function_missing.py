"""Lacks a function that a test names, and refuses to be asked for names.

score: 3.5
words: missing
"""

del vocabulary


def __getattr__(name):
    if name == "vocabulary":
        raise SystemExit(3)
    raise AttributeError(name)
