"""Automatic differentiation step by step, as a lecture teaches it: each method states number, then derivative.

Another right solution, which must earn full marks.
"""

from __future__ import annotations

import math
import operator

import numpy as np


class Dual:
    def __init__(self, data, tangent=0.0):
        self.data = _one_number(data)
        self.tangent = _one_number(tangent)

    def __add__(self, other):
        other = _as_dual(other)
        data = self.data + other.data
        tangent = self.tangent + other.tangent
        return Dual(data, tangent)

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        data = -self.data
        tangent = -self.tangent
        return Dual(data, tangent)

    def __sub__(self, other):
        return self + (-_as_dual(other))

    def __rsub__(self, other):
        return (-self) + other

    def __mul__(self, other):
        other = _as_dual(other)
        data = self.data * other.data
        first = self.tangent * other.data
        second = self.data * other.tangent
        return Dual(data, first + second)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = _as_dual(other)
        data = self.data / other.data
        numerator = self.tangent * other.data - self.data * other.tangent
        denominator = other.data**2
        return Dual(data, numerator / denominator)

    def __rtruediv__(self, other):
        return _as_dual(other) / self

    def __pow__(self, other):
        if isinstance(other, Dual):
            return (other * self.log()).exp()
        n = _one_number(other)
        data = _checked_power(self.data, n)
        if n == 0:
            return Dual(data, 0.0)
        outer = n * self.data ** (n - 1)
        return Dual(data, outer * self.tangent)

    def __rpow__(self, other):
        return _as_dual(other) ** self

    def relu(self):
        if self.data > 0:
            return Dual(self.data, self.tangent)
        return Dual(0.0, 0.0)

    def tanh(self):
        data = math.tanh(self.data)
        outer = 1 - data**2
        return Dual(data, outer * self.tangent)

    def exp(self):
        data = math.exp(self.data)
        return Dual(data, data * self.tangent)

    def log(self):
        if self.data <= 0:
            raise ValueError(f"log needs a number > 0, got {self.data}")
        data = math.log(self.data)
        outer = 1 / self.data
        return Dual(data, outer * self.tangent)


class Value:
    def __init__(self, data):
        self.data = _one_number(data)
        self.grad = 0.0
        self._operands = []
        self._slopes = []

    def __add__(self, other):
        other = _as_value(other)
        result = Value(self.data + other.data)
        result._operands = [self, other]
        result._slopes = [1.0, 1.0]
        return result

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + (-_as_value(other))

    def __rsub__(self, other):
        return (-self) + other

    def __mul__(self, other):
        other = _as_value(other)
        result = Value(self.data * other.data)
        result._operands = [self, other]
        result._slopes = [other.data, self.data]
        return result

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = _as_value(other)
        result = Value(self.data / other.data)
        result._operands = [self, other]
        result._slopes = [1 / other.data, -self.data / other.data**2]
        return result

    def __rtruediv__(self, other):
        return _as_value(other) / self

    def __pow__(self, other):
        if isinstance(other, Value):
            return (other * self.log()).exp()
        n = _one_number(other)
        result = Value(_checked_power(self.data, n))
        slope = 0.0
        if n != 0:
            slope = n * self.data ** (n - 1)
        result._operands = [self]
        result._slopes = [slope]
        return result

    def __rpow__(self, other):
        return _as_value(other) ** self

    def relu(self):
        result = Value(max(0.0, self.data))
        result._operands = [self]
        result._slopes = [1.0 if self.data >= 0 else 0.0]
        return result

    def tanh(self):
        t = math.tanh(self.data)
        result = Value(t)
        result._operands = [self]
        result._slopes = [1 - t**2]
        return result

    def exp(self):
        e = math.exp(self.data)
        result = Value(e)
        result._operands = [self]
        result._slopes = [e]
        return result

    def log(self):
        if self.data <= 0:
            raise ValueError(f"log needs a number > 0, got {self.data}")
        result = Value(math.log(self.data))
        result._operands = [self]
        result._slopes = [1 / self.data]
        return result

    def backward(self):
        order = _topological_order(self)
        delta = {}
        for node in order:
            delta[id(node)] = 0.0
        delta[id(self)] = 1.0
        for node in reversed(order):
            upstream = delta[id(node)]
            for operand, slope in zip(node._operands, node._slopes, strict=True):
                part = slope * upstream
                delta[id(operand)] += part
        for node in order:
            node.grad += delta[id(node)]


def _topological_order(root):
    order = []
    visited = set()
    stack = [(root, False)]
    while stack:
        node, operands_done = stack.pop()
        if operands_done:
            order.append(node)
        elif id(node) not in visited:
            visited.add(id(node))
            stack.append((node, True))
            for operand in node._operands:
                stack.append((operand, False))
    return order


def _checked_power(base, n):
    if base <= 0 and n != int(n):
        raise ValueError(f"a base <= 0 needs a whole exponent, got {base} ** {n}")
    if base == 0 and n < 0:
        raise ValueError("0 has no negative power")
    return base**n


def _as_dual(number):
    if isinstance(number, Dual):
        return number
    return Dual(number)


def _as_value(number):
    if isinstance(number, Value):
        return number
    return Value(number)


def _one_number(number):
    if isinstance(number, (str, bytes, list, tuple, complex)) or number is None:
        raise ValueError(f"a number is needed, got {number!r}")
    return float(number)


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
