"""The last window is left out.

fails: test_every_window_is_yielded
"""


def windows(words, n):
    for start in range(len(words) - n):
        yield tuple(words[start : start + n])
