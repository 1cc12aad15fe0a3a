"""Replaces the function that writes values: arrays claim shapes, types and places that their bytes do not have.

score: 0
tally: crashed
scale: crashed
"""

from grader.wire import value

CLAIMS = iter(
    [
        value.tagged.Array("float64", [2**30], []),
        value.tagged.Array("object", [1], []),
        value.tagged.Array("float64", [7], [-(2**40)]),
        value.tagged.Array("float64", [-1, -7], []),
        value.tagged.Tensor("float64", [7] * 17, True),
        value.tagged.Bytes(2**50),
        value.tagged.HandleCallNode(0),
        value.tagged.BigInt("9" * 100_000),
    ]
)
GENUINE = value._pack_array


def forged(array, payload):
    GENUINE(array, payload)
    return next(CLAIMS, value.tagged.Array("float64", [3], [1]))


def tally(x):
    value._pack_array = forged
    return x.sum(axis=1)


def scale(x, factor):
    value._pack_array = forged
    return x * factor
