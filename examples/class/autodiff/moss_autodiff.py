# autodiff, not finished
import math
import operator

import numpy as np


class Dual:
    def __init__(self, data, tangent=0.0):
        self.data = float(data)
        self.tangent = float(tangent)

    def __add__(self, other):
        if isinstance(other, Dual):
            return Dual(self.data + other.data, self.tangent + other.tangent)
        return Dual(self.data + other, self.tangent)

    __radd__ = __add__

    def __neg__(self):
        return Dual(-self.data, -self.tangent)

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return (-self) + other

    def __mul__(self, other):
        if isinstance(other, Dual):
            return Dual(self.data * other.data, self.data * other.tangent + self.tangent * other.data)
        return Dual(self.data * other, self.tangent * other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        raise NotImplementedError

    def __rtruediv__(self, other):
        raise NotImplementedError

    def __pow__(self, other):
        return Dual(self.data**other, other * self.data ** (other - 1) * self.tangent)

    def __rpow__(self, other):
        raise NotImplementedError

    def relu(self):
        return self if self.data > 0 else Dual(0)

    def tanh(self):
        t = math.tanh(self.data)
        return Dual(t, (1 - t * t) * self.tangent)

    def exp(self):
        return Dual(math.exp(self.data), self.tangent * math.exp(self.data))

    def log(self):
        return Dual(math.log(self.data), self.tangent / self.data)


class Value:
    def __init__(self, data):
        raise NotImplementedError


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
