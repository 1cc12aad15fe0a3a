"""Automatic differentiation (exercise). Every operation goes through one method with its partial derivatives."""

import math
import operator

import numpy as np


def number(x):
    real = isinstance(x, (bool, int, float, np.number, np.ndarray)) and not isinstance(x, np.complexfloating)
    if real and np.ndim(x) == 0:
        return float(x)
    raise ValueError(f"this is not a number: {x!r}")


def power(base, n):
    if base < 0 and n != round(n):
        raise ValueError("negative base, exponent with digits after the point")
    if base == 0 and (n < 0 or n != round(n)):
        raise ValueError("0 to this power is not defined")
    return base**n, (n * base ** (n - 1) if n else 0.0)


class Node:
    def __add__(self, o):
        o = self.wrap(o)
        return self.result(self.data + o.data, (self, 1.0), (o, 1.0))

    def __mul__(self, o):
        o = self.wrap(o)
        return self.result(self.data * o.data, (self, o.data), (o, self.data))

    def __neg__(self):
        return self.result(-self.data, (self, -1.0))

    def __sub__(self, o):
        o = self.wrap(o)
        return self.result(self.data - o.data, (self, 1.0), (o, -1.0))

    def __truediv__(self, o):
        o = self.wrap(o)
        return self.result(self.data / o.data, (self, 1 / o.data), (o, -self.data / o.data / o.data))

    def __pow__(self, o):
        if isinstance(o, Node):
            return (self.log() * o).exp()
        data, slope = power(self.data, number(o))
        return self.result(data, (self, slope))

    def __radd__(self, o):
        return self.wrap(o) + self

    def __rsub__(self, o):
        return self.wrap(o) - self

    def __rmul__(self, o):
        return self.wrap(o) * self

    def __rtruediv__(self, o):
        return self.wrap(o) / self

    def __rpow__(self, o):
        return self.wrap(o) ** self

    def relu(self):
        positive = self.data > 0
        return self.result(self.data if positive else 0.0, (self, float(positive)))

    def tanh(self):
        t = math.tanh(self.data)
        return self.result(t, (self, 1 - t * t))

    def exp(self):
        e = math.exp(self.data)
        return self.result(e, (self, e))

    def log(self):
        if self.data <= 0:
            raise ValueError("log only takes positive numbers")
        return self.result(math.log(self.data), (self, 1 / self.data))

    def wrap(self, o):
        return o if isinstance(o, Node) else type(self)(o)


class Dual(Node):
    def __init__(self, data, tangent=0.0):
        self.data = number(data)
        self.tangent = number(tangent)

    def result(self, data, *parts):
        return Dual(data, sum(x.tangent * slope for x, slope in parts))


class Value(Node):
    def __init__(self, data):
        self.data = number(data)
        self.grad = 0.0
        self.parts = ()

    def result(self, data, *parts):
        new = Value(data)
        new.parts = parts
        return new

    def backward(self):
        # how many steps use each number
        uses = {self: 0}
        todo = [self]
        while todo:
            for x, _ in todo.pop().parts:
                if x not in uses:
                    uses[x] = 0
                    todo.append(x)
                uses[x] += 1
        here = dict.fromkeys(uses, 0.0)
        here[self] = 1.0
        todo = [self]
        while todo:
            node = todo.pop()
            node.grad += here[node]
            for x, slope in node.parts:
                here[x] += slope * here[node]
                uses[x] -= 1
                if uses[x] == 0:
                    todo.append(x)


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
