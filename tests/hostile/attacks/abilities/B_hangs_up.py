"""An operator raises the harness's own sign that the grader has gone.

score: 3.5
value: crashed
"""

from grader.worker.harness import _Hangup


class Value(Value):
    def __add__(self, other):
        raise _Hangup

    __radd__ = __add__
