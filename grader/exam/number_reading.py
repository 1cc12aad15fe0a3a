r"""Reads a number as students type it, with a parser of its own. What a student writes is never run as code.

::

    sum      = ["+" | "-"] product {("+" | "-") product}
    product  = factor {("*" | "/") factor | factor}      a factor without a sign: 2pi
    factor   = ["+" | "-"] power
    power    = primary ["^" ["+" | "-"] primary {"^" …}] {"%"}
    primary  = number | constant | function argument | "√" argument | "(" sum ")"

Where a text has two readings, both are returned: ``1,234`` is 1.234 or 1234, ``1/2pi`` is π/2 or 1/(2π).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from grader.exam.number_syntax import (
    MOST_EXPONENT,
    NumberToken,
    RefusedNumberError,
    number_tokens,
    plain_characters,
)

_MOST_DEPTH: Final = 8
_LARGEST: Final = 1e150
_CONSTANTS: Final = {"pi": math.pi, "e": math.e}
_FUNCTIONS: Final[dict[str, Callable[[float], float]]] = {
    "sqrt": math.sqrt, "ln": math.log, "log": math.log, "log2": math.log2, "ld": math.log2, "log10": math.log10,
    "lg": math.log10, "exp": math.exp, "sin": math.sin, "cos": math.cos, "tan": math.tan, "sinh": math.sinh,
    "cosh": math.cosh, "tanh": math.tanh, "abs": abs,
}  # fmt: skip
_AMBIGUOUS: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_PLAIN: Final = re.compile(r"-?(?![1-9][0-9]{0,2}\.[0-9]{3}$)[0-9]{1,15}(?:\.([0-9]{1,30}))?")
_MAY_MULTIPLY: Final = re.compile(r"[^\W\d_]|[√(]")
_END: Final = NumberToken("end")
_STARTS: Final = ("number", "half", "name", "√", "(")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReading:
    """What a text says.

    Attributes
    ----------
    value : float
    place : int, optional
        The power of ten of the last digit; None if the number is computed, as 3/8 is. Trailing zeros behind a
        decimal point are no digits.
    """

    value: float
    place: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRefusal:
    """Why a text cannot be read, as a sentence for the student."""

    reason: str


def read_number(text: str, unit: str = "") -> tuple[NumberReading, ...] | NumberRefusal:
    """The readings of a text, or why there is none.

    Parameters
    ----------
    text : str
        As typed.
    unit : str
        May stand behind the number.

    Examples
    --------
    >>> read_number("3/8")
    (NumberReading(value=0.375, place=None),)
    >>> [each.value for each in read_number("1,234")]
    [1.234, 1234.0]
    """
    if digits := _PLAIN.fullmatch(text):  # most answers, ten times faster
        return (NumberReading(value=float(text) + 0.0, place=-len((digits[1] or "").rstrip("0"))),)
    try:
        plain = plain_characters(text)
        body = _without_unit(_without_name(plain), unit)
        groupings = (False, True) if _AMBIGUOUS.search(body) else (False,)
        bindings = (False, True) if _MAY_MULTIPLY.search(body) else (False,)
        found = [_reading(body, grouped, tight) for grouped in groupings for tight in bindings]
    except RefusedNumberError as refused:
        return NumberRefusal(reason=str(refused))
    return tuple(each for at, each in enumerate(found) if each not in found[:at])


def _without_name(text: str) -> str:
    """The text behind ``σ² =``."""
    name, sign, number = re.sub("[≈≅≃]", "=", text).partition("=")
    if not sign:
        return text
    if "=" in number:
        raise RefusedNumberError("equalities")
    if not re.search(r"[^\W\d]", name):
        raise RefusedNumberError("left_side")
    if not number.strip():
        raise RefusedNumberError("empty")
    return number.strip()


def _without_unit(text: str, unit: str) -> str:
    if not unit.strip():
        return text
    wanted = plain_characters(unit)
    named = text[-len(wanted) :].casefold() == wanted.casefold()
    rest = text[: -len(wanted)].rstrip() if named else ""
    return rest if rest[-1:].isalnum() or rest[-1:] in (")", "%", ".", ",") else text


def _reading(text: str, grouped: bool, tight: bool) -> NumberReading:
    tokens = number_tokens(text, grouped)
    parser = _NumberParser(tokens, tight)
    try:
        value = parser.whole()
    except ZeroDivisionError:
        raise RefusedNumberError("zero_division") from None
    except OverflowError:
        raise RefusedNumberError("too_large") from None
    except ValueError:
        raise RefusedNumberError("undefined") from None
    return NumberReading(value=value + 0.0, place=_place(tokens))


def _place(tokens: list[NumberToken]) -> int | None:
    """The place of the last digit, if the number was written down and not computed: ``-1.5·10^-3``, ``37.5 %``."""
    kinds = "".join(each.kind if len(each.kind) == 1 else each.kind[0] for each in tokens)
    found = re.fullmatch(r"[+-]?n(\*n\^\(?-?n\)?)?(%*)", kinds)
    numbers = [each for each in tokens if each.kind == "number"]
    if found is None or len(numbers) != sum(kind == "n" for kind in kinds):
        return None
    percent = 2 * len(found[2])
    if found[1] is None:
        return numbers[0].place - percent
    power = -numbers[2].value if "-" in found[1] else numbers[2].value
    return (
        numbers[0].place + int(power) - percent if numbers[1].text == "10" and power == int(power) else None
    )


class _NumberParser:
    """Computes while it reads. ``tight`` binds ``2pi`` closer than a fraction's bar."""

    def __init__(self, tokens: list[NumberToken], tight: bool) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._tight = tight

    def whole(self) -> float:
        value = self._sum()
        if self._next.kind != "end":
            raise RefusedNumberError("left_over", text=self._next.text or self._next.kind)
        return _bounded(value)

    @property
    def _next(self) -> NumberToken:
        return self._tokens[self._at] if self._at < len(self._tokens) else _END

    def _take(self, *kinds: str) -> str:
        kind = self._next.kind
        if kind not in kinds:
            return ""
        self._at += 1
        return kind

    def _sum(self) -> float:
        value = self._product()
        while sign := self._take("+", "-"):
            value = (
                value + self._product(signed=False) if sign == "+" else value - self._product(signed=False)
            )
        return value

    def _product(self, signed: bool = True) -> float:
        value = self._factor(signed)
        while True:
            if sign := self._take("*", "/"):
                value = value * self._factor() if sign == "*" else value / self._factor()
            elif self._next.kind in _STARTS:
                value = value * self._unsigned_neighbour()
            else:
                return _bounded(value)

    def _factor(self, signed: bool = True) -> float:
        sign = self._take("+", "-") if signed else ""
        value = self._power()
        while self._tight and self._next.kind in _STARTS:
            value = value * self._unsigned_neighbour()
        return -value if sign == "-" else value

    def _unsigned_neighbour(self) -> float:
        """A factor that follows without a sign. A number after anything is no product."""
        if self._next.kind in ("number", "half"):
            raise RefusedNumberError("two_numbers")
        return self._power()

    def _power(self) -> float:
        value = self._raised()
        while self._take("%"):
            value /= 100
        return value

    def _raised(self) -> float:
        base = self._primary()
        if not self._take("^"):
            return base
        with self._deeper():
            sign = self._take("+", "-")
            exponent = -self._raised() if sign == "-" else self._raised()
        if abs(exponent) > MOST_EXPONENT and base not in (0.0, 1.0, -1.0):
            raise RefusedNumberError("exponent", most=MOST_EXPONENT)
        return _real_power(base, exponent)

    def _primary(self) -> float:
        token = self._next
        if token.kind == "end":
            raise RefusedNumberError("unfinished")
        self._at += 1
        if token.kind == "number":
            return token.value + self._following_half(token)
        if token.kind == "half":
            return token.value
        if token.kind == "(":
            return self._bracket()
        if token.kind == "√":
            return self._applied(math.sqrt)
        if token.kind == "name":
            return self._named(token.text)
        raise RefusedNumberError("misplaced", sign=token.kind)

    def _following_half(self, token: NumberToken) -> float:
        """``2½`` is two and a half."""
        if self._next.kind != "half" or not token.text.isdecimal():
            return 0.0
        self._at += 1
        return self._tokens[self._at - 1].value

    def _bracket(self) -> float:
        with self._deeper():
            value = self._sum()
        if not self._take(")"):
            raise RefusedNumberError("bracket")
        return value

    def _named(self, name: str) -> float:
        if name.lower() in _FUNCTIONS:
            return self._applied(_FUNCTIONS[name.lower()])
        if name.lower() not in _CONSTANTS:
            raise RefusedNumberError("name", name=name)
        return _CONSTANTS[name.lower()]

    def _applied(self, function: Callable[[float], float]) -> float:
        with self._deeper():
            if self._next.kind == "(":
                self._at += 1
                argument = self._bracket()
            else:
                argument = self._factor(signed=True)
        return function(argument)

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise RefusedNumberError("depth", most=_MOST_DEPTH)
        yield
        self._depth -= 1


def _real_power(base: float, exponent: float) -> float:
    value = base**exponent
    if isinstance(value, complex):
        raise RefusedNumberError("undefined")
    return _bounded(value)


def _bounded(value: float) -> float:
    if not abs(value) <= _LARGEST:
        raise RefusedNumberError("too_large")
    return value


__all__ = ["NumberReading", "NumberRefusal", "read_number"]
