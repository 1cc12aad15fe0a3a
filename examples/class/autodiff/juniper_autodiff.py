"""Autodiff homework."""

import math
import operator

import numpy as np


class Dual:
    def __init__(self, data, tangent=0.0):
        self.data = float(data)
        self.tangent = float(tangent)

    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.data + other.data, self.tangent + other.tangent)

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return Dual(-self.data, -self.tangent)

    def __sub__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.data - other.data, self.tangent - other.tangent)

    def __rsub__(self, other):
        return self - other

    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.data * other.data, self.tangent * other.data + self.data * other.tangent)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        top = self.tangent * other.data - self.data * other.tangent
        return Dual(self.data / other.data, top / other.data**2)

    def __rtruediv__(self, other):
        return Dual(other) / self

    def __pow__(self, other):
        if isinstance(other, Dual):
            return (self.log() * other).exp()
        if (self.data <= 0 and other != int(other)) or (self.data == 0 and other < 0):
            raise ValueError("power")
        if other == 0:
            return Dual(1.0, 0.0)
        return Dual(self.data**other, other * self.data ** (other - 1) * self.tangent)

    def __rpow__(self, other):
        return Dual(other) ** self

    def relu(self):
        return Dual(max(self.data, 0), self.tangent * (self.data > 0))

    def tanh(self):
        t = math.tanh(self.data)
        return Dual(t, (1 - t**2) * self.tangent)

    def exp(self):
        return Dual(math.exp(self.data), math.exp(self.data) * self.tangent)

    def log(self):
        return Dual(math.log(self.data), self.tangent / self.data)


class Value:
    def __init__(self, data, children=()):
        self.data = float(data)
        self.grad = 0.0
        self.children = children
        self._backward = lambda: None

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other))

        def _backward():
            self.grad += out.grad
            other.grad += out.grad

        out._backward = _backward
        return out

    def __radd__(self, other):
        return self + other

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other))

        def _backward():
            self.grad += other.data * out.grad
            other.grad += self.data * out.grad

        out._backward = _backward
        return out

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return self * other**-1

    def __rtruediv__(self, other):
        return Value(other) * self**-1

    def __pow__(self, other):
        if isinstance(other, Value):
            return (self.log() * other).exp()
        if (self.data <= 0 and other != int(other)) or (self.data == 0 and other < 0):
            raise ValueError("power")
        out = Value(self.data**other, (self,))

        def _backward():
            if other != 0:
                self.grad += other * self.data ** (other - 1) * out.grad

        out._backward = _backward
        return out

    def __rpow__(self, other):
        return Value(other) ** self

    def relu(self):
        out = Value(max(self.data, 0), (self,))

        def _backward():
            self.grad += (out.data > 0) * out.grad

        out._backward = _backward
        return out

    def tanh(self):
        t = math.tanh(self.data)
        out = Value(t, (self,))

        def _backward():
            self.grad += (1 - t**2) * out.grad

        out._backward = _backward
        return out

    def exp(self):
        out = Value(math.exp(self.data), (self,))

        def _backward():
            self.grad += out.data * out.grad

        out._backward = _backward
        return out

    def log(self):
        out = Value(math.log(self.data), (self,))

        def _backward():
            self.grad += out.grad / self.data

        out._backward = _backward
        return out

    def backward(self):
        topo = []
        visited = set()

        def build(v):
            if v not in visited:
                visited.add(v)
                for child in v.children:
                    build(child)
                topo.append(v)

        build(self)
        self.grad = 1.0
        for v in reversed(topo):
            v._backward()


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
