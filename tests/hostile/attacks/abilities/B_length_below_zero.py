"""Says that a list has fewer than no elements.

score: 3.75
chain: crashed, passed
"""

from grader.wire.operation import OPERATIONS

OPERATIONS["len"] = lambda chain: -3
