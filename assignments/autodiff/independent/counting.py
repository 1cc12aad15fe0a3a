"""Automatic differentiation by tables of rules, and a walk back that counts: another right solution.

A number may pass its derivative on when as many parts have arrived as there are uses of it.
"""

from __future__ import annotations

import math
import operator
from collections import Counter

import numpy as np

RULES = {
    "add": (operator.add, lambda _x, _y: (1.0, 1.0)),
    "sub": (operator.sub, lambda _x, _y: (1.0, -1.0)),
    "mul": (operator.mul, lambda x, y: (y, x)),
    "div": (operator.truediv, lambda x, y: (1.0 / y, -(x / y) / y)),
    "pow": (operator.pow, lambda x, y: (y * x ** (y - 1.0), x**y * math.log(x))),
    "neg": (operator.neg, lambda _: (-1.0,)),
    "relu": (lambda x: x if x > 0 else 0.0, lambda x: (float(x > 0),)),
    "tanh": (math.tanh, lambda x: (1.0 - math.tanh(x) ** 2,)),
    "exp": (math.exp, lambda x: (math.exp(x),)),
    "log": (math.log, lambda x: (1.0 / x,)),
}


def plain(number):
    """A number of Python's, or ValueError."""
    try:
        array = np.asarray(number, dtype=float)
    except TypeError as error:
        raise ValueError("one number, please") from error
    if isinstance(number, (str, bytes)) or number is None or array.ndim:
        raise ValueError("one number, please")
    return float(array)


class _Arithmetic:
    """Operators in terms of ``_apply(rule, *operands)``."""

    def __add__(self, other):
        return self._apply("add", self, other)

    def __radd__(self, other):
        return self._apply("add", other, self)

    def __sub__(self, other):
        return self._apply("sub", self, other)

    def __rsub__(self, other):
        return self._apply("sub", other, self)

    def __mul__(self, other):
        return self._apply("mul", self, other)

    def __rmul__(self, other):
        return self._apply("mul", other, self)

    def __truediv__(self, other):
        return self._apply("div", self, other)

    def __rtruediv__(self, other):
        return self._apply("div", other, self)

    def __neg__(self):
        return self._apply("neg", self)

    def __pow__(self, other):
        if isinstance(other, _Arithmetic):
            if self.data <= 0:
                raise ValueError("the base must be positive")
            return self._apply("pow", self, other)
        n = plain(other)
        if (self.data <= 0 and n % 1) or (self.data == 0 and n < 0):
            raise ValueError("this power is not defined")
        slope = 0.0 if n == 0 else n * self.data ** (n - 1.0)
        return self._made(self.data**n, [(self, slope)])

    def __rpow__(self, other):
        if plain(other) <= 0:
            raise ValueError("the base must be positive")
        return self._apply("pow", other, self)

    def relu(self):
        return self._apply("relu", self)

    def tanh(self):
        return self._apply("tanh", self)

    def exp(self):
        return self._apply("exp", self)

    def log(self):
        return self._apply("log", self)  # math.log raises ValueError

    def _apply(self, name, *operands):
        function, slopes = RULES[name]
        numbers = [x.data if isinstance(x, _Arithmetic) else plain(x) for x in operands]
        pairs = zip(operands, slopes(*numbers), strict=True) if name != "log" or numbers[0] > 0 else ()
        return self._made(
            function(*numbers), [(x, slope) for x, slope in pairs if isinstance(x, _Arithmetic)]
        )


class Dual(_Arithmetic):
    def __init__(self, data, tangent=0.0):
        self.data, self.tangent = plain(data), plain(tangent)

    def _made(self, data, pairs):
        return Dual(data, sum(slope * x.tangent for x, slope in pairs))


class Value(_Arithmetic):
    def __init__(self, data):
        self.data, self.grad, self._from = plain(data), 0.0, ()

    def _made(self, data, pairs):
        result = Value(data)
        result._from = tuple(pairs)
        return result

    def backward(self):
        uses, reached, waiting = Counter(), {self}, [self]
        while waiting:
            for operand, _ in waiting.pop()._from:
                uses[operand] += 1
                if operand not in reached:
                    reached.add(operand)
                    waiting.append(operand)
        arrived, ready = dict.fromkeys(reached, 0.0), [self]
        arrived[self] = 1.0
        while ready:
            node = ready.pop()
            node.grad += arrived[node]
            for operand, slope in node._from:
                arrived[operand] += slope * arrived[node]
                uses[operand] -= 1
                if not uses[operand]:
                    ready.append(operand)


def run(program, names):
    known = dict(names)
    result = None
    for line in program.replace(";", "\n").splitlines():
        target, _, *words = line.split()
        result = _step(known, words)
        known[target] = result
    return result


def forward_gradient(program, inputs):
    runs = []
    for chosen in range(len(inputs)):
        numbers = [Dual(x, 1.0 if place == chosen else 0.0) for place, x in enumerate(inputs)]
        runs.append(run(program, dict(zip(_LETTERS, numbers, strict=False))))
    return (runs[0].data, np.array([result.tangent for result in runs]))


def reverse_gradient(program, inputs, calls=1):
    numbers = [Value(x) for x in inputs]
    result = run(program, dict(zip(_LETTERS, numbers, strict=False)))
    for _ in range(calls):
        result.backward()
    return (result.data, np.array([x.grad for x in numbers]))


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _step(known, words):
    if len(words) == 2:
        operand = known[words[1]]
        return -operand if words[0] == "neg" else getattr(operand, words[0])()
    left, right = (known[word] if word in known else float(word) for word in (words[0], words[2]))
    signs = {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "**": operator.pow,
    }
    return signs[words[1]](left, right)
