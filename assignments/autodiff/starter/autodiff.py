"""Automatic differentiation: write the body of each function. README.md says what it does."""

from __future__ import annotations

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
        raise NotImplementedError

    def __add__(self, other: Dual | float) -> Dual:
        """The sum ``self + other``."""
        raise NotImplementedError

    def __radd__(self, other: float) -> Dual:
        """The sum ``other + self`` of a Python number and this one."""
        raise NotImplementedError

    def __neg__(self) -> Dual:
        """The number with its sign turned."""
        raise NotImplementedError

    def __sub__(self, other: Dual | float) -> Dual:
        """The difference ``self - other``."""
        raise NotImplementedError

    def __rsub__(self, other: float) -> Dual:
        """The difference ``other - self`` of a Python number and this one."""
        raise NotImplementedError

    def __mul__(self, other: Dual | float) -> Dual:
        """The product ``self * other``."""
        raise NotImplementedError

    def __rmul__(self, other: float) -> Dual:
        """The product ``other * self`` of a Python number and this one."""
        raise NotImplementedError

    def __truediv__(self, other: Dual | float) -> Dual:
        """The quotient ``self / other``; the divisor is not 0."""
        raise NotImplementedError

    def __rtruediv__(self, other: float) -> Dual:
        """The quotient ``other / self`` of a Python number and this one."""
        raise NotImplementedError

    def __pow__(self, other: Dual | float) -> Dual:
        """The power ``self ** other``.

        ValueError, if the base is not > 0 and the exponent is a `Dual` or no whole number, or if the base is 0 and
        the exponent negative.
        """
        raise NotImplementedError

    def __rpow__(self, other: float) -> Dual:
        """The power ``other ** self`` of a Python number > 0 and this exponent."""
        raise NotImplementedError

    def relu(self) -> Dual:
        """The larger of 0 and the number; the derivative at 0 may be 0 or 1."""
        raise NotImplementedError

    def tanh(self) -> Dual:
        """The hyperbolic tangent, for numbers of any size."""
        raise NotImplementedError

    def exp(self) -> Dual:
        """The exponential function."""
        raise NotImplementedError

    def log(self) -> Dual:
        """The natural logarithm; ValueError if the number is not > 0."""
        raise NotImplementedError


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
        raise NotImplementedError

    def __add__(self, other: Value | float) -> Value:
        """The sum ``self + other``."""
        raise NotImplementedError

    def __radd__(self, other: float) -> Value:
        """The sum ``other + self`` of a Python number and this one."""
        raise NotImplementedError

    def __neg__(self) -> Value:
        """The number with its sign turned."""
        raise NotImplementedError

    def __sub__(self, other: Value | float) -> Value:
        """The difference ``self - other``."""
        raise NotImplementedError

    def __rsub__(self, other: float) -> Value:
        """The difference ``other - self`` of a Python number and this one."""
        raise NotImplementedError

    def __mul__(self, other: Value | float) -> Value:
        """The product ``self * other``."""
        raise NotImplementedError

    def __rmul__(self, other: float) -> Value:
        """The product ``other * self`` of a Python number and this one."""
        raise NotImplementedError

    def __truediv__(self, other: Value | float) -> Value:
        """The quotient ``self / other``; the divisor is not 0."""
        raise NotImplementedError

    def __rtruediv__(self, other: float) -> Value:
        """The quotient ``other / self`` of a Python number and this one."""
        raise NotImplementedError

    def __pow__(self, other: Value | float) -> Value:
        """The power ``self ** other``.

        ValueError, if the base is not > 0 and the exponent is a `Value` or no whole number, or if the base is 0 and
        the exponent negative.
        """
        raise NotImplementedError

    def __rpow__(self, other: float) -> Value:
        """The power ``other ** self`` of a Python number > 0 and this exponent."""
        raise NotImplementedError

    def relu(self) -> Value:
        """The larger of 0 and the number; the derivative at 0 may be 0 or 1."""
        raise NotImplementedError

    def tanh(self) -> Value:
        """The hyperbolic tangent, for numbers of any size."""
        raise NotImplementedError

    def exp(self) -> Value:
        """The exponential function."""
        raise NotImplementedError

    def log(self) -> Value:
        """The natural logarithm; ValueError if the number is not > 0."""
        raise NotImplementedError

    def backward(self) -> None:
        """Add the derivative of this number by each number that it was computed from, and by itself, to their ``grad``.

        The graph may be thousands of steps deep. A number is visited once, however often it is used.
        """
        raise NotImplementedError


# What follows is complete. Keep it as it is: the tests run programs with it.


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
