"""Skips its own test with pytest, and marks the other as an expected failure.

score: 0
tally: forbidden
scale: forbidden
"""


def tally(x):
    import pytest

    pytest.skip("not needed")


def scale(x, factor):
    from _pytest.outcomes import XFailed

    raise XFailed("known to fail")
