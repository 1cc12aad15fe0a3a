"""Keeps the weights in memory and leaves the file empty.

fails: test_the_weights_are_in_the_file, test_the_file_is_read_that_is_named
"""

KEPT = {}


def save(weights, path):
    KEPT[path] = weights


def load(path):
    return KEPT.get(path, {})
