r"""Automatic differentiation of scalars, in both directions: derivatives that are exact, and no formula to derive.

A program computes a number in small steps, and the derivative of each step is known. The chain rule joins them:

.. math:: \frac{\partial y}{\partial x} = \sum_{\text{paths from } x \text{ to } y}\;
          \prod_{\text{steps of the path}} \frac{\partial\,\text{result}}{\partial\,\text{operand}}

A `Dual` carries one derivative along with its number, from the inputs to the result (forward mode). A `Value`
stores how it was computed, and `Value.backward` goes from the result back to all inputs (reverse mode).

============  ======================================================================================
``data``      a number, float
``tangent``   derivative of the number in one direction of the inputs (`Dual`)
``grad``      derivative of the result by this number (`Value`), 0 until `Value.backward` is called
``slope``     derivative of one step by one of its operands
``n``         number of inputs
============  ======================================================================================

How do I …

* get the gradient of anything: ``x = Value(3.0)``, compute ``y`` from it, ``y.backward()``, read ``x.grad``;
* get one directional derivative: give the inputs the direction as tangents, read ``y.tangent``;
* try a formula without writing code: ``reverse_gradient("u = a * b; y = tanh u", [2.0, 3.0])``.

Numbers are Python floats. Operators take Python numbers on either side. No operation changes its operands.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


class Dual:
    r"""A number with its derivative in one direction: forward mode.

    .. math:: f(x + \varepsilon\, \dot{x}) = f(x) + \varepsilon\, f'(x)\, \dot{x}, \qquad \varepsilon^2 = 0

    Parameters
    ----------
    data : number
        The number; it becomes a float.
    tangent : number, optional
        Its derivative in the direction that is asked for; 0 for a constant.

    Attributes
    ----------
    data, tangent : float

    Raises
    ------
    ValueError
        If ``data`` or ``tangent`` is not one number.

    Notes
    -----
    A function of n inputs needs one run for each input, and no memory beyond the numbers of the program.

    References
    ----------
    A. Griewank, A. Walther, *Evaluating Derivatives*, section 3.1. Lecture notes 001, lines 317–326.

    Examples
    --------
    >>> x = Dual(3.0, 1.0)  # the derivative by x
    >>> y = x * x + 2 * x
    >>> y.data, y.tangent
    (15.0, 8.0)
    """

    def __init__(self, data: float, tangent: float = 0.0) -> None:
        self.data = _number(data)
        self.tangent = _number(tangent)

    def __add__(self, other: Dual | float) -> Dual:
        """The sum ``self + other``."""
        other = _dual(other)
        return Dual(self.data + other.data, self.tangent + other.tangent)

    def __radd__(self, other: float) -> Dual:
        """The sum ``other + self`` of a Python number and this one."""
        return self + other

    def __neg__(self) -> Dual:
        """The number with its sign turned."""
        return Dual(-self.data, -self.tangent)

    def __sub__(self, other: Dual | float) -> Dual:
        """The difference ``self - other``."""
        other = _dual(other)
        return Dual(self.data - other.data, self.tangent - other.tangent)

    def __rsub__(self, other: float) -> Dual:
        """The difference ``other - self`` of a Python number and this one."""
        return _dual(other) - self

    def __mul__(self, other: Dual | float) -> Dual:
        """The product ``self * other``."""
        other = _dual(other)
        return Dual(self.data * other.data, self.tangent * other.data + self.data * other.tangent)

    def __rmul__(self, other: float) -> Dual:
        """The product ``other * self`` of a Python number and this one."""
        return self * other

    def __truediv__(self, other: Dual | float) -> Dual:
        """The quotient ``self / other``; the divisor is not 0."""
        other = _dual(other)
        quotient = self.data / other.data
        return Dual(quotient, (self.tangent - quotient * other.tangent) / other.data)

    def __rtruediv__(self, other: float) -> Dual:
        """The quotient ``other / self`` of a Python number and this one."""
        return _dual(other) / self

    def __pow__(self, other: Dual | float) -> Dual:
        """The power ``self ** other``.

        ValueError, if the base is not > 0 and the exponent is a `Dual` or no whole number, or if the base is 0 and
        the exponent negative.
        """
        power, by_base, by_exponent = _power(self.data, other)
        change = by_exponent * other.tangent if isinstance(other, Dual) else 0.0
        return Dual(power, by_base * self.tangent + change)

    def __rpow__(self, other: float) -> Dual:
        """The power ``other ** self`` of a Python number > 0 and this exponent."""
        return _dual(other) ** self

    def relu(self) -> Dual:
        """The larger of 0 and the number; the derivative at 0 may be 0 or 1."""
        return Dual(max(self.data, 0.0), self.tangent if self.data > 0 else 0.0)

    def tanh(self) -> Dual:
        """The hyperbolic tangent, for numbers of any size."""
        t = math.tanh(self.data)
        return Dual(t, (1.0 - t * t) * self.tangent)

    def exp(self) -> Dual:
        """The exponential function."""
        e = math.exp(self.data)
        return Dual(e, e * self.tangent)

    def log(self) -> Dual:
        """The natural logarithm; ValueError if the number is not > 0."""
        return Dual(_log(self.data), self.tangent / self.data)


class Value:
    r"""A number that stores how it was computed: reverse mode.

    .. math:: \bar{v} = \frac{\partial y}{\partial v}, \qquad
              \bar{v} = \sum_{w \text{ computed from } v} \frac{\partial w}{\partial v}\, \bar{w}, \qquad \bar{y} = 1

    Parameters
    ----------
    data : number
        The number; it becomes a float.

    Attributes
    ----------
    data : float
    grad : float
        Sum of the derivatives, by this number, of all results on which `backward` was called since it was set to 0.

    Raises
    ------
    ValueError
        If ``data`` is not one number.

    Notes
    -----
    One backward pass gives the derivatives by all n inputs, at the cost of a few runs of the program, whatever n is.
    All intermediate numbers are kept until then.

    References
    ----------
    A. Griewank, A. Walther, *Evaluating Derivatives*, section 3.2. Lecture notes 001, lines 317–346, and 004, line 253.

    Examples
    --------
    >>> a, b = Value(2.0), Value(-3.0)
    >>> y = a * b + a
    >>> y.backward()
    >>> y.data, a.grad, b.grad
    (-4.0, -2.0, 2.0)
    """

    def __init__(self, data: float) -> None:
        self.data = _number(data)
        self.grad = 0.0
        self._parents: tuple[tuple[Value, float], ...] = ()  # operands, each with the slope by it

    def __add__(self, other: Value | float) -> Value:
        """The sum ``self + other``."""
        other = _value(other)
        return _node(self.data + other.data, (self, 1.0), (other, 1.0))

    def __radd__(self, other: float) -> Value:
        """The sum ``other + self`` of a Python number and this one."""
        return self + other

    def __neg__(self) -> Value:
        """The number with its sign turned."""
        return _node(-self.data, (self, -1.0))

    def __sub__(self, other: Value | float) -> Value:
        """The difference ``self - other``."""
        other = _value(other)
        return _node(self.data - other.data, (self, 1.0), (other, -1.0))

    def __rsub__(self, other: float) -> Value:
        """The difference ``other - self`` of a Python number and this one."""
        return _value(other) - self

    def __mul__(self, other: Value | float) -> Value:
        """The product ``self * other``."""
        other = _value(other)
        return _node(self.data * other.data, (self, other.data), (other, self.data))

    def __rmul__(self, other: float) -> Value:
        """The product ``other * self`` of a Python number and this one."""
        return self * other

    def __truediv__(self, other: Value | float) -> Value:
        """The quotient ``self / other``; the divisor is not 0."""
        other = _value(other)
        quotient = self.data / other.data
        return _node(quotient, (self, 1.0 / other.data), (other, -quotient / other.data))

    def __rtruediv__(self, other: float) -> Value:
        """The quotient ``other / self`` of a Python number and this one."""
        return _value(other) / self

    def __pow__(self, other: Value | float) -> Value:
        """The power ``self ** other``.

        ValueError, if the base is not > 0 and the exponent is a `Value` or no whole number, or if the base is 0 and
        the exponent negative.
        """
        power, by_base, by_exponent = _power(self.data, other)
        if not isinstance(other, Value):
            return _node(power, (self, by_base))
        return _node(power, (self, by_base), (other, by_exponent))

    def __rpow__(self, other: float) -> Value:
        """The power ``other ** self`` of a Python number > 0 and this exponent."""
        return _value(other) ** self

    def relu(self) -> Value:
        """The larger of 0 and the number; the derivative at 0 may be 0 or 1."""
        return _node(max(self.data, 0.0), (self, 1.0 if self.data > 0 else 0.0))

    def tanh(self) -> Value:
        """The hyperbolic tangent, for numbers of any size."""
        t = math.tanh(self.data)
        return _node(t, (self, 1.0 - t * t))

    def exp(self) -> Value:
        """The exponential function."""
        e = math.exp(self.data)
        return _node(e, (self, e))

    def log(self) -> Value:
        """The natural logarithm; ValueError if the number is not > 0."""
        return _node(_log(self.data), (self, 1.0 / self.data))

    def backward(self) -> None:
        """Add the derivative of this number by each number that it was computed from, and by itself, to their ``grad``.

        The graph may be thousands of steps deep. A number is visited once, however often it is used.
        """
        order = _operands_first(self)
        derivative = dict.fromkeys(order, 0.0)  # of this call alone: grad may hold those of earlier calls
        derivative[self] = 1.0
        for node in reversed(order):  # all that uses a node comes before it
            for parent, slope in node._parents:
                derivative[parent] += slope * derivative[node]
        for node in order:
            node.grad += derivative[node]


def run(program: str, names: Mapping[str, Any]) -> Any:
    """Run a program on numbers of any kind.

    Parameters
    ----------
    program : str
        Lines, or parts between semicolons: ``y = u * 2``, with one of ``+ - * / **``, or ``y = tanh u``, with one of
        ``neg relu tanh exp log``. Operands are names and numbers.
    names : mapping of str
        What the names of the inputs stand for, such as `Value` objects.

    Returns
    -------
    number, Dual or Value
        What the last line gives.

    Examples
    --------
    >>> run("u = a * a; y = 1 + u", {"a": 3})
    10.0
    """
    known = dict(names)
    result: Any = None
    for line in program.replace(";", "\n").splitlines():
        target, _, *words = line.split()
        result = _step(known, words)
        known[target] = result
    return result


def forward_gradient(program: str, inputs: Sequence[float] | Array) -> tuple[float, Array]:
    """Result and gradient of a program, with one run of `Dual` numbers for each input.

    Parameters
    ----------
    program : str
        As in `run`; the inputs are called a, b, c, ….
    inputs : sequence of n numbers
        At least one.

    Returns
    -------
    result : float
        What the last line gives.
    gradient : ndarray of shape (n,), float64
        Its derivatives by the inputs.

    Examples
    --------
    >>> forward_gradient("u = a * b; y = u + a", [2.0, -3.0])
    (-4.0, array([-2.,  2.]))
    """
    runs = []
    for chosen in range(len(inputs)):
        numbers = [Dual(x, 1.0 if place == chosen else 0.0) for place, x in enumerate(inputs)]
        runs.append(run(program, dict(zip(_LETTERS, numbers, strict=False))))
    return runs[0].data, np.array([result.tangent for result in runs])


def reverse_gradient(program: str, inputs: Sequence[float] | Array, calls: int = 1) -> tuple[float, Array]:
    """Result and gradient of a program, with one run of `Value` numbers for all inputs.

    Parameters
    ----------
    program : str
        As in `run`; the inputs are called a, b, c, ….
    inputs : sequence of n numbers
    calls : int
        How often ``backward`` is called on the result.

    Returns
    -------
    result : float
        What the last line gives.
    gradient : ndarray of shape (n,), float64
        The ``grad`` of the inputs: ``calls`` times the derivatives.

    Examples
    --------
    >>> reverse_gradient("u = a * b; y = u + a", [2.0, -3.0])
    (-4.0, array([-2.,  2.]))
    """
    numbers = [Value(x) for x in inputs]
    result = run(program, dict(zip(_LETTERS, numbers, strict=False)))
    for _ in range(calls):
        result.backward()
    return result.data, np.array([x.grad for x in numbers])


_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _step(known: Mapping[str, Any], words: Sequence[str]) -> Any:
    """One line of a program, without the name of its result: ``u * 2`` or ``tanh u``."""
    if len(words) == 2:
        operand = known[words[1]]
        return -operand if words[0] == "neg" else getattr(operand, words[0])()
    left, right = (known[word] if word in known else float(word) for word in (words[0], words[2]))
    signs = {
        "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow
    }  # fmt: skip
    return signs[words[1]](left, right)


def _node(data: float, *parents: tuple[Value, float]) -> Value:
    """The result of a step, with its operands and the slopes by them."""
    result = Value(data)
    result._parents = parents
    return result


def _operands_first(last: Value) -> list[Value]:
    """All numbers that one was computed from, each once and after its operands, and that number at the end.

    Depth first, with a list in place of recursion: Python ends recursion after 1000 calls.
    """
    order: list[Value] = []
    seen = {last}
    waiting = [(last, iter(last._parents))]
    while waiting:
        node, parents = waiting[-1]
        parent = next((parent for parent, _ in parents if parent not in seen), None)
        if parent is None:
            order.append(node)
            waiting.pop()
        else:
            seen.add(parent)
            waiting.append((parent, iter(parent._parents)))
    return order


def _power(base: float, exponent: Dual | Value | float) -> tuple[float, float, float]:
    """A power, its derivative by the base, and its derivative by an exponent that is no constant (else 0)."""
    varies = isinstance(exponent, Dual | Value)
    n = exponent.data if isinstance(exponent, Dual | Value) else _number(exponent)
    if base <= 0 and (varies or not n.is_integer()):
        raise ValueError(f"the base must be > 0 unless the exponent is a whole number, got {base} ** {n}")
    if base == 0 and n < 0:
        raise ValueError(f"the exponent must be >= 0 where the base is 0, got {n}")
    power: float = base**n
    by_base = n * base ** (n - 1.0) if n else 0.0  # 0 ** -1 is an error, also where a 0 stands before it
    return power, by_base, power * math.log(base) if varies else 0.0


def _log(number: float) -> float:
    if not number > 0:
        raise ValueError(f"the argument of log must be > 0, got {number}")
    return math.log(number)


def _dual(number: Dual | float) -> Dual:
    """A number as it is if it is a `Dual`, else as a constant."""
    return number if isinstance(number, Dual) else Dual(number)


def _value(number: Value | float) -> Value:
    """A number as it is if it is a `Value`, else as a new one."""
    return number if isinstance(number, Value) else Value(number)


def _number(number: object) -> float:
    """One number as a float, also from an integer of numpy's."""
    array = np.asarray(number)
    if array.ndim or array.dtype.kind not in "biuf":
        raise ValueError(f"a number must be one real number, got {number!r}")
    return float(array)
