"""What students type is read as the number they mean, or refused with a reason."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from grader.exam.number_reading import NumberReading, NumberRefusal, read_number
from grader.exam.number_syntax import RefusedNumberError

PI, E = math.pi, math.e

SPELLINGS: dict[float, list[str]] = {
    0.375: [
        "0.375", "0,375", ".375", ",375", "0.3750", "00.375", "+0.375", " 0.375 ", "\t0.375\n", "0.375 ",
        "3/8", "3 / 8",
        "3÷8", "3⁄8", "3∕8", "3:8", "(3/8)", "[3/8]", "{3}/{8}", "37.5%", "37.5 %", "37,5 %", "37,5%",
        "3.75e-1", "3.75E-1",
        "3,75e-1", "3.75·10^-1", "3.75*10^-1", "3.75×10^−1", "3.75·10⁻¹", "3.75x10^-1", "3.75 x 10^-1",
        "3.75 × 10⁻¹",
        "0,375e0", "375e-3", "375·10⁻³", "375*10**-3", "375*10^(-3)", "375/1000", "1/2-1/8", "1/2 − 1/8",
        "1/4+1/8", "½-⅛",
        "¼+⅛", "⅜", "3·⅛", "3*0.125", "3×0,125", "3(1/8)", "(3)(1/8)", "3·2^-3", "3·2⁻³", "6/2^4", "x = 0.375",
        "x=0,375",
        "p = 3/8", "P(A|B) = 0.375", "w_1 = 0.375", "σ² = 0.375", "x ≈ 0.375", "０．３７５", "٠٫٣٧٥", "sqrt(9)/8",
        "√9/8", "abs(-3)/8", "3/(4+4)", "3/(2·4)", "3/2/4", "37.5/100",
    ],
    -2.5: [
        "-2.5", "−2.5", "–2,5", "-2,5", "- 2.5", "-5/2", "−5/2", "-(5/2)", "(-5)/2", "5/-2", "-2½", "−2½",
        "-25e-1", "-250%", "2-4.5",
        "2 − 4.5", "-2.50", "-sqrt(6.25)", "−√6.25", "1-3.5", "z = -2.5", "﹣2.5", "-0.25·10", "-0.25e1",
        "－2.5",
    ],
    1234.0: [
        "1234", "1'234", "1’234", "1 234", "1\u202f234", "1\u00a0234", "1\u2009234", "1234.0", "1234,0",
        "1,234.0",
        "1.234,0", "1 234.0", "1'234.0", "1.234e3", "1,234e3", "1.234·10^3", "1.234·10³", "12.34e2", "617·2",
        "2·617",
    ],
    1234.5: [
        "1234.5", "1234,5", "1,234.5", "1.234,5", "1 234.5", "1 234,5", "1'234.5", "1'234,5", "2469/2",
        "1234½",
    ],
    0.0015: [
        "0.0015", "1.5e-3", "1.5E-3", "1,5e-3", "1.5e−3", "1.5·10⁻³", "1.5*10^-3", "1.5×10^(-3)", "1.5∙10⁻³",
        "1.5⋅10^-3",
        "15e-4", "0.15%", "0.15 %", "3/2000", "1.5/10^3", "1.5/10³", "1.5/1000", "1.50e-03",
    ],
    math.sqrt(2) / 2: [
        "√2/2", "sqrt(2)/2", "sqrt 2/2", "sqrt2/2", "√(2)/2", "√ 2 / 2", "1/√2", "1/sqrt(2)", "2^-0.5",
        "2^(-1/2)", "√½", "√0.5", "√0,5", "SQRT(2)/2", "0.5·√2", "½√2", "0.5√2", "(1/2)√2", "sin(pi/4)",
        "cos(π/4)", "2^(1/2)/2",
    ],
    2 * PI: ["2pi", "2π", "2 pi", "2·pi", "2*π", "2×π", "π·2", "pi+pi", "2PI", "(2)π", "π*2"],
    PI / 2: ["pi/2", "π/2", "½π", "0.5pi", "0,5 π", "π·0.5", "pi*0.5"],
    math.log(2): [
        "ln 2", "ln(2)", "ln2", "log(2)", "log 2", "LN(2)", "-ln(1/2)", "-ln ½", "−ln(0.5)", "-ln 0,5",
        "ln(4)/2", "ln 4/2", "2·ln(2)/2",
    ],
    1024.0: [
        "1024", "2^10", "2**10", "2¹⁰", "4^5", "32²", "32^2", "1.024e3", "2^(5+5)", "(2^5)^2", "2^5·2^5",
        "1 024",
    ],
    1 / (1 + math.exp(-2)): [
        "1/(1+e^-2)", "1/(1+e^(-2))", "1/(1+exp(-2))", "1/(1 + e⁻²)", "1/(1+e^−2)", "(1+e^-2)^-1",
        "exp(2)/(1+exp(2))",
    ],
    E: ["e", "exp(1)", "e^1", "exp 1", "e¹", "ℯ", "1·e"],
    3.0: [
        "3", "3.", "3,", "3.0", "log2(8)", "log2 8", "ld 8", "ld(8)", "log10(1000)", "lg 1000", "lg(1000)",
        "√9", "9^0.5", "27^(1/3)", "300%", "3e0", "1+2", "5−2",
    ],
    0.0: ["0", "0.0", "-0", "0,0", "0e5", "0 %", "ln 1", "tanh(0)", "1-1", "0/5"],
    -4.0: ["-2^2", "−2²", "-4", "-(2^2)"],
    4.0: ["(-2)^2", "(−2)²", "2^2^1", "16^0.5"],
    512.0: ["2^3^2", "2^9", "8³"],
    -9.649: ["1.5 - 3·7.433 + 11.15"],
    1e20: ["1e20", "10^20", "100000000000000000000", "1·10²⁰", "1E+20", "1e+20"],
    math.tanh(0.5): ["tanh(0.5)", "tanh 0.5", "tanh(½)", "(e-1)/(e+1)"],
}  # fmt: skip
NUMBERS = [(text, value) for value, texts in SPELLINGS.items() for text in texts]

REFUSED: dict[str, list[str]] = {
    "separators of thousands": [
        "1,234,567", "1.234.567", "1 234 567", "1'234'567", "1,234,567.8", "1.234.567,8", "12 345 678",
        "1.2.3", "1,2,3",
        "1,234 567", "0.0.0", "3,14,15",
    ],
    "make no number": ["12,34.5", "1 23", "1 2345", "1'23", "0,123.4", "1,2345.6", "2 3", "12 34", "0 375"],
    "side by side": ["(1) 2", "pi 2", "e 3", "(2)3", "½ 3", "2½½", "π2", "1..2"],
    "is no number": [
        "x", "abc", "sigma", "n/a", "foo(2)", "2x", "3 kg", "5 MB", "one half", "ja", "import os", "i", "2i",
        "3j",
        "sqr(4)", "p", "k", "wert", "0.375 m", "sinn", "lnx", "pie", "二",
    ],
    "not a finite number": ["nan", "NaN", "inf", "-inf", "Infinity", "∞", "-∞", "+∞", "2∞", "1/∞"],
    "divides by zero": ["1/0", "0/0", "1/(1-1)", "5÷0", "1/0.0", "0^-1", "1/ln(1)", "2/(3-3)"],
    "is no real number": [
        "sqrt(-1)", "√-1", "ln(0)", "ln(-1)", "log2(0)", "(-1)^0.5", "lg(-5)", "ln 0", "(-8)^(1/3)",
    ],
    "is too large": ["exp(1000)", "10^64*10^64*10^64", "9^64*9^64*9^64"],
    "exponents go up": [
        "1e65", "1e-65", "1e400", "2^100", "2^65", "10^-65", "2^(8^8)", "1e99999", "10^1000", "2^2^2^2^2",
    ],
    "missing at the end": ["1+", "2*", "3/", "2^", "2**", "ln", "sqrt", "√", "-", "+", "(", "1·"],
    "is expected": ["*2", "/3", "^2", "--5", "+-+5", "()", ")", "%", "2+*3", "% 5", "5+)"],
    "bracket is not closed": ["(1", "((2)", "sqrt(2", "(1+2", "ln(3"],
    "number should end": ["1)", "2)3", "(1))", "3))"],
    "has no meaning": [
        "3$", "0.375€", "2!", "?", "#", "5&3", "_", "3;4", "1|2", "__import__", '"3"', "`2`", "@", "☃",
    ],
    "there is no number": ["", " ", "\t", "x =", "\u200b"],
    "no range": ["1±2", "<3", "> 0.5", "2–3 ±1", "≤ 4", "~3", "≠ 0"],
    "more than one sign": ["x = 3/8 = 0.375", "a=b=2", "1=1=1"],
    "is no name": ["= 3", "2 = 2", "1+1=2"],
    "at most 60 characters": ["1" * 61, "1+" * 31, " " * 61, "(" * 100],
    "go 8 deep": [
        "(" * 9 + "1" + ")" * 9, "√" * 9 + "2", "ln " * 9 + "2", "2^-2^-2^-2^-2^-2^-2^-2^-2^-2",
        "-(-(-(-(-(-(-(-(-(1)))))))))",
    ],
}  # fmt: skip
REFUSALS = [(text, reason) for reason, texts in REFUSED.items() for text in texts]


def values(text: str, unit: str = "") -> list[float]:
    found = read_number(text, unit)
    assert not isinstance(found, NumberRefusal), (text, found)
    return [each.value for each in found]


def test_the_tables_are_as_long_as_promised():
    assert len({text for text, _ in NUMBERS}) >= 200
    assert len({text for text, _ in REFUSALS}) >= 100


@pytest.mark.parametrize(("text", "value"), NUMBERS, ids=[ascii(text) for text, _ in NUMBERS])
def test_a_spelling_is_read(text, value):
    assert min(abs(each - value) for each in values(text)) <= 1e-12 * max(1, abs(value))


@pytest.mark.parametrize(("text", "reason"), REFUSALS, ids=[ascii(text) for text, _ in REFUSALS])
def test_what_is_no_number_is_refused_with_a_reason(text, reason):
    found = read_number(text)
    assert isinstance(found, NumberRefusal)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("1,234", [1.234, 1234]),
        ("1.234", [1.234, 1234]),
        ("-12,500", [-12.5, -12500]),
        ("1/2pi", [PI / 2, 1 / (2 * PI)]),
        ("1/2(3)", [1.5, 1 / 6]),
        ("ln 2pi", [math.log(2) * PI, math.log(2 * PI)]),
    ],
)
def test_what_can_be_read_in_two_ways_has_both_readings(text, both):
    assert values(text) == pytest.approx(both, abs=1e-12)


@pytest.mark.parametrize(
    "text", ["0.375", "0,375", "1234", "1,2345", "0,123", "12345,678", "3/8", "√2/2", "1.234,5"]
)
def test_everything_else_has_one_reading(text):
    assert len(values(text)) == 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("0.375", -3), ("0.40", -1), ("2.", 0), ("10", 0), ("500", 0), ("37.5 %", -3), ("1.5e-3", -4), ("2e3", 3),
        ("1.5·10⁻³", -4), ("1.5*10^(-3)", -4), ("2·10^3", 3), ("-0.5", -1), ("x = 0.25", -2), ("3/8", None),
        ("√2", None), ("½", None), ("1.5·2^3", None), ("(0.5)", None), ("1'234.5", -1),
    ],
)  # fmt: skip
def test_the_place_of_the_last_digit_is_known_where_digits_were_written(text, place):
    found = read_number(text)
    assert isinstance(found, tuple)
    assert {each.place for each in found} == {place}


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("3 kg", "kg", 3), ("3kg", "kg", 3), ("0,5 MB", "MB", 0.5), ("5 mb", "MB", 5), ("3/8 m²", "m²", 0.375),
        ("2π rad", "rad", 2 * PI), ("37.5 %", "%", 37.5), ("37.5", "%", 37.5), ("√2 m", "m", math.sqrt(2)),
        ("x = 3 kg", "kg", 3), ("7", "pixels", 7),
    ],
)  # fmt: skip
def test_the_declared_unit_may_stand_behind_the_number(text, unit, value):
    assert values(text, unit) == pytest.approx([value], abs=1e-12)


def test_another_unit_is_refused():
    assert isinstance(read_number("3 g", "kg"), NumberRefusal)


def test_brackets_may_be_eight_deep():
    assert values("(" * 8 + "1" + ")" * 8) == [1.0]


ALPHABET = "0123456789.,'+-−*/·×^()[]%√πe²⁻³½ =xpilnsqrtog\u00a0\u202f∞$"


@given(st.text(max_size=70) | st.text(ALPHABET, max_size=60))
@example("9" * 60)
@example("0." + "0" * 58)
@example("e^" * 30)
@example("ⅷ")
@example("²")
@example("٣٫٥")
def test_no_text_makes_the_reader_fail(text):
    found = read_number(text)
    if isinstance(found, NumberRefusal):
        assert found.reason
    else:
        assert found
        assert all(math.isfinite(each.value) and isinstance(each, NumberReading) for each in found)


@given(st.decimals(-(10**9), 10**9, places=6))
def test_every_decimal_number_is_read_as_python_reads_it(number):
    assert values(f"{number:f}")[0] == float(number)
    assert values(f"{number:f}".replace(".", ","))[0] == float(number)
    assert values(f"{number:f}".replace("-", "−"))[0] == float(number)


@given(st.floats(1e-60, 1e60), st.sampled_from(["{:.12e}", "{:.6e}", "{:g}"]))
def test_every_scientific_spelling_is_read_as_python_reads_it(number, spelling):
    text = spelling.format(number)
    assert values(text)[0] == pytest.approx(float(text), rel=1e-12)


def test_the_reason_of_a_refusal_is_a_sentence_for_the_student():
    assert str(RefusedNumberError("empty")) == "there is no number."
