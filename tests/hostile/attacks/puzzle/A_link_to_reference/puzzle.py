"""Hands in a link to the reference, to be read by the grader with the grader's rights.

rejected: is a link
"""

from answers import scale, tally  # noqa: F401
