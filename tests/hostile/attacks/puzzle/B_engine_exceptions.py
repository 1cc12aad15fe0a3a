"""Raises the harness's own exceptions: the one that ends it, and the one that forbids an import.

score: 0
tally: crashed
scale: forbidden
"""

from grader.worker import harness, module_loader


def tally(x):
    raise harness._Hangup


def scale(x, factor):
    raise module_loader.ForbiddenImport("4 of 4 points")
