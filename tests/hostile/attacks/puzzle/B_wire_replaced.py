"""Replaces the function that writes values: arrays claim shapes, types and places that their bytes do not have.

score: 0
tally: crashed
scale: crashed
"""

from grader.wire import value

CLAIMS = iter(
    [
        value._Array("float64", [2**30], []),
        value._Array("object", [1], []),
        value._Array("float64", [7], [-(2**40)]),
        value._Array("float64", [-1, -7], []),
        value._Tensor("float64", [7] * 17),
        value._Bytes(2**50),
        value._HandleCall(0),
        value._BigInt("9" * 100_000),
    ]
)
GENUINE = value._pack_array


def forged(array, payload):
    GENUINE(array, payload)
    return next(CLAIMS, value._Array("float64", [3], [1]))


def tally(x):
    value._pack_array = forged
    return x.sum(axis=1)


def scale(x, factor):
    value._pack_array = forged
    return x * factor
