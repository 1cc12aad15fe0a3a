"""Cuts a typed number into tokens: literals, names, signs and brackets. Nothing is evaluated."""

from __future__ import annotations

import itertools
import re
import unicodedata
from typing import Final, NamedTuple

from grader.messages import say

MOST_CHARACTERS: Final = 60
MOST_EXPONENT: Final = 64


class RefusedNumberError(Exception):
    """A text is no number; the message is the reason, as a student reads it."""

    def __init__(self, message_id: str, **values: object) -> None:
        super().__init__(say(f"number.{message_id}", **values))


class NumberToken(NamedTuple):
    """A piece of a number. ``kind`` is ``number``, ``name``, ``half`` (such as ½), or the sign itself.

    ``place`` is the power of ten of the last digit that was typed.
    """

    kind: str
    text: str = ""
    value: float = 0.0
    place: int = 0


_SIGNS: Final = {
    "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "➖": "-",
    "·": "*", "×": "*", "∙": "*", "⋅": "*", "•": "*", "∗": "*", "✕": "*",
    "÷": "/", "∕": "/", "⁄": "/", ":": "/", "[": "(", "]": ")", "{": "(", "}": ")",
    "٫": ".", "٬": "'", "’": "'", "′": "'", "ʼ": "'", "٪": "%", "π": "pi", "𝜋": "pi", "ℯ": "e", "𝑒": "e",
}  # fmt: skip
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()")
_SPACE: Final = "[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]"
_NOT_FINITE: Final = re.compile(r"[+-]?(?:nan|inf|infinity)|.*∞.*", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"[<>≤≥±~≠]")
_LITERAL: Final = re.compile(rf"(?:\d+|(?=[.,]\d))(?:(?:[.,']|{_SPACE}(?=\d))\d+)*[.,]?")
_EXPONENT: Final = re.compile(r"[eE]([+-]?\d+)(?![\w.,])")
_LOGARITHM: Final = re.compile("log10|log2", re.IGNORECASE)
_SUPERSCRIPT: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾]+")


def plain_characters(text: str) -> str:
    """The text with ASCII digits and signs in the place of their many forms, without blanks around it.

    Raises
    ------
    RefusedNumberError
        It is too long, empty, or says that it is no number.
    """
    if len(text) > MOST_CHARACTERS:
        raise RefusedNumberError("too_long", most=MOST_CHARACTERS)
    text = "".join(_plain_character(each) for each in text).strip()
    if not text:
        raise RefusedNumberError("empty")
    if _NOT_FINITE.fullmatch(text):
        raise RefusedNumberError("not_finite")
    if _SEVERAL.search(text):
        raise RefusedNumberError("no_single")
    return text


def _plain_character(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if "！" <= character <= "～":  # the full-width forms of ASCII
        return _SIGNS.get(chr(ord(character) - 0xFEE0), chr(ord(character) - 0xFEE0))
    return " " if unicodedata.category(character) in ("Zs", "Cc", "Cf") else character


def number_tokens(text: str, grouped: bool) -> list[NumberToken]:
    """The tokens of a text. ``grouped`` reads ``1,234`` as a thousand and so on, else as a decimal comma.

    Raises
    ------
    RefusedNumberError
        A character or a literal has no meaning here.
    """
    text = re.sub(r"(?<=[\d)])\s*[xX]\s*(?=[\d(])", "*", text).replace("**", "^")
    tokens: list[NumberToken] = []
    at = 0
    while at < len(text):
        token, at = _token(text, at, grouped)
        if token is not None:
            tokens.append(token)
        if len(tokens) > 1 and tokens[-1].kind == "raised":
            raised = number_tokens(tokens.pop().text, grouped)
            tokens += [NumberToken("^"), NumberToken("("), *raised, NumberToken(")")]
    return tokens


def _token(text: str, at: int, grouped: bool) -> tuple[NumberToken | None, int]:
    character = text[at]
    if character.isspace():
        return None, at + 1
    if found := _LITERAL.match(text, at):
        return _literal(text, found, grouped)
    if character in "+-*/^()%√":
        return NumberToken(character), at + 1
    if found := _SUPERSCRIPT.match(text, at):
        return NumberToken("raised", found[0].translate(_RAISED)), found.end()
    if unicodedata.decomposition(character).startswith("<fraction>"):
        return NumberToken("half", character, unicodedata.numeric(character)), at + 1
    if found := _LOGARITHM.match(text, at):
        return NumberToken("name", found[0]), found.end()
    if name := "".join(itertools.takewhile(str.isalpha, text[at:])):
        return NumberToken("name", name), at + len(name)
    raise RefusedNumberError("character", character=character)


def _literal(text: str, found: re.Match[str], grouped: bool) -> tuple[NumberToken, int]:
    digits = _plain_decimal(found[0], grouped)
    exponent, end = 0, found.end()
    if power := _EXPONENT.match(text, end):
        exponent, end = _exponent(power[1]), power.end()
    place = exponent - len(digits.partition(".")[2].rstrip("0"))
    return NumberToken("number", found[0], float(f"{digits}e{exponent}"), place), end


def _exponent(text: str) -> int:
    if len(text.lstrip("+-0")) > 3 or abs(int(text)) > MOST_EXPONENT:
        raise RefusedNumberError("exponent", most=MOST_EXPONENT)
    return int(text)


def _plain_decimal(text: str, grouped: bool) -> str:
    """Digits with at most one decimal point.

    Raises
    ------
    RefusedNumberError
        There are several separators of thousands, or separators where none can be.
    """
    marks = re.findall(rf"[.,']|{_SPACE}", text)
    if not marks:
        return text
    last = marks[-1]
    if len(marks) == 1 and last in ".,":
        return text.replace(last, "") if grouped and is_ambiguous(text) else text.replace(last, ".")
    thousands = marks[:-1] if last in ".," and last not in marks[:-1] else marks
    if len(thousands) > 1:
        raise RefusedNumberError("thousands", text=text)
    whole, _, fraction = text.rpartition(last) if thousands is not marks else (text, "", "")
    if not re.fullmatch(rf"[1-9]\d{{0,2}}(?:[.,']|{_SPACE})\d{{3}}", whole):
        raise RefusedNumberError("separators", text=text)
    return re.sub(r"\D", "", whole) + (f".{fraction}" if fraction else "")


def is_ambiguous(text: str) -> bool:
    """Whether a literal is ``1,234`` or ``1.234``: a decimal number, or thousands."""
    return re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text) is not None


__all__ = [
    "MOST_EXPONENT",
    "NumberToken",
    "RefusedNumberError",
    "is_ambiguous",
    "number_tokens",
    "plain_characters",
]
