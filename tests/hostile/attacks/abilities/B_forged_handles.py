"""Gives handles of numbers that were never given, negative ones and the largest among them.

score: 3
value: crashed
chain: crashed
"""

from grader.wire import Handle

numbers = iter([-1, 2**63 - 1, 10**6, 0, -(2**63), 7] * 100)


def Value(data):
    return Handle(next(numbers), "Value")


def Chain(factors):
    return Handle(0, "Chain")
