"""Replaces bool in the worker, so that the truth of an object is a text.

score: 3.75
chain: crashed, passed
"""

from grader.wire.operation import OPERATIONS

OPERATIONS["bool"] = lambda chain: "yes"
