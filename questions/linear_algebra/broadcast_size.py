"""The array A has the shape ({{ a }}, 1, {{ c }}) and the array B has the shape ({{ b }}, 1). With broadcasting, how
many elements does A + B have?
"""

import math

from grader.exam import mistake, part, reference

algebra = reference("linear_algebra")


def draw(rng):
    a, b, c = rng.choice(range(2, 20), size=3, replace=False)
    return {"a": a, "b": b, "c": c}


@part(
    "elements",
    integer=True,
    solution=(
        r"Axes are matched from the right. An axis that is missing or has length 1 is repeated. The shapes "
        r"({{ a }}, 1, {{ c }}) and ({{ b }}, 1) give the shape ({{ a }}, {{ b }}, {{ c }}), which has "
        r"${{ a }} \cdot {{ b }} \cdot {{ c }} = {{ elements }}$ elements."
    ),
)
def elements(a, b, c):
    return a * b * c


@mistake(of=elements)
def only_first_repeated(a, c):
    """That is the size of A. The axis of length 1 in A is repeated as well, because B is longer there."""
    return a * c


@mistake(of=elements)
def sizes_added(a, b, c):
    """That is the sum of both sizes. Broadcasting repeats elements, it does not append arrays."""
    return a * c + b


@mistake(of=elements, worth=0.25)
def first_axis_lost(b, c):
    """That is the size of shape (b, c). The first axis of A stays in the result."""
    return b * c


@mistake(of=elements, worth=0.25)
def last_axis_lost(a, b):
    """That is the size of shape (a, b, 1). Axes are matched from the right, and the last axis of A stays."""
    return a * b


def proof(a, b, c):
    return {"elements": math.prod(algebra.broadcast_shape((a, 1, c), (b, 1)))}
