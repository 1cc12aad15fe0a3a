"""Moodle XML: numerical, multichoice, matching and cloze questions, in a category of each export's own."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grader.exporters.exported_question import (
    ExportedAnswer,
    ExportedField,
    ExportedQuestion,
    decimal_text,
)
from grader.exporters.statement_html import inline_html, statement_html
from grader.messages import say

_CLOZE_ESCAPES: Final = str.maketrans({"}": "&#125;", "~": "&#126;", "#": "&#35;", "\\": "&#92;"})
_LARGEST_DENOMINATOR: Final = 1000


def moodle_questions(category: str, questions: Iterable[ExportedQuestion]) -> bytes:
    """The file that *Question bank, Import* takes. Each question's variants lie in a category of their own."""
    root, last = Element("quiz"), ""
    for question in questions:
        if question.name != last:
            last = question.name
            head = SubElement(root, "question", type="category")
            _text(head, "category", f"$course$/top/{category.replace('/', '//')}/{question.name}")
        root.append(_question(question))
    indent(root, " ")
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def _question(question: ExportedQuestion) -> Element:
    if is_matching(question):
        return _matching(question)
    if len(question.fields) > 1:
        return _cloze(question)
    field = question.fields[0]
    body = statement_html(question.statement) + _prompt(field)
    root = _head(question, "multichoice" if field.is_choice else "numerical", body)
    SubElement(root, "defaultgrade").text = f"{field.points:g}"
    SubElement(root, "penalty").text = "0"
    SubElement(root, "idnumber").text = f"{question.name}-{question.variant:02d}"
    if field.is_choice:
        SubElement(root, "single").text = "true"
        SubElement(root, "shuffleanswers").text = "true"
        for option in field.options:
            _choice(root, next(each for each in field.answers if each.value == option))
    else:
        for each in field.answers:
            _number(root, decimal_text(each.value), _short(each.tolerance), each.share, each.sentence)
        _number(root, "*", "0", 0.0, say("answer.unknown"))
    return root


def _head(question: ExportedQuestion, kind: str, body: str) -> Element:
    root = Element("question", type=kind)
    _text(root, "name", question.title)
    _text(root, "questiontext", body, html=True)
    return root


def _text(parent: Element, tag: str, text: str, *, html: bool = False, **attributes: str) -> Element:
    child = SubElement(parent, tag, {**attributes, **({"format": "html"} if html else {})})
    SubElement(child, "text").text = text
    return child


def _prompt(field: ExportedField) -> str:
    label = inline_html(field.label)
    return "".join(f"<p>{each}</p>" for each in (label, inline_html(field.asked)) if each)


def _number(root: Element, value: str, tolerance: str, share: float, sentence: str) -> None:
    answer = _text(root, "answer", value, fraction=moodle_fraction(share))
    SubElement(answer, "tolerance").text = tolerance
    _text(answer, "feedback", inline_html(sentence), html=True)


def _choice(root: Element, each: ExportedAnswer) -> None:
    answer = _text(root, "answer", inline_html(each.value), html=True, fraction=moodle_fraction(each.share))
    _text(answer, "feedback", inline_html(each.sentence), html=True)


def moodle_fraction(share: float) -> str:
    """A share in percent. The shares that a mistake may be worth are all in Moodle's list of grades."""
    return f"{100 * share:g}"


def _short(tolerance: float) -> str:
    return decimal_text(float(f"{tolerance:.12g}"))


def is_matching(question: ExportedQuestion) -> bool:
    """Whether the parts are choices among the same texts, worth the same, with nothing for a wrong one."""
    first = question.fields[0]
    return (
        len(question.fields) > 1
        and len(first.options) > 2
        and all(each.is_choice and set(each.options) == set(first.options) for each in question.fields)
        and len({each.points for each in question.fields}) == 1
        and not any(answer.share for each in question.fields for answer in each.answers[1:])
    )


def _matching(question: ExportedQuestion) -> Element:
    root = _head(question, "matching", statement_html(question.statement))
    SubElement(root, "defaultgrade").text = f"{question.points:g}"
    SubElement(root, "penalty").text = "0"
    SubElement(root, "idnumber").text = f"{question.name}-{question.variant:02d}"
    SubElement(root, "shuffleanswers").text = "true"
    used = set()
    for field in question.fields:
        pair = _text(root, "subquestion", inline_html(field.label), html=True)
        _text(pair, "answer", field.key.value)
        used.add(field.key.value)
    for option in question.fields[0].options:
        if option not in used:  # a text without a question is offered as well
            pair = _text(root, "subquestion", "", html=True)
            _text(pair, "answer", option)
    return root


def cloze_weights(question: ExportedQuestion) -> dict[str, int]:
    """The weight of each field. Cloze takes whole numbers only, in the ratio of the points."""
    points = [Fraction(each.points).limit_denominator(_LARGEST_DENOMINATOR) for each in question.fields]
    scale = math.lcm(*(each.denominator for each in points))
    whole = [int(each * scale) for each in points]
    shared = math.gcd(*whole)
    if scale == 1:  # the points are weights already, and the sum is the maximum
        shared = 1
    return {field.name: each // shared for field, each in zip(question.fields, whole, strict=True)}


def _cloze(question: ExportedQuestion) -> Element:
    weights = cloze_weights(question)
    body = statement_html(question.statement)
    for part, label in question.labels.items():
        gaps = {each.name: _gap(each, weights[each.name]) for each in question.part_fields(part)}
        asked = inline_html(question.part_fields(part)[0].asked)
        shown = inline_html(label)
        if part in question.tables:
            body += f"<p>{shown} {asked}</p>" + _table(question.tables[part], list(gaps.values()))
        else:
            body += f"<p>{shown} {next(iter(gaps.values()))} {asked}</p>"
    root = _head(question, "cloze", body)
    SubElement(root, "penalty").text = "0"
    return root


def _table(labels: tuple[tuple[str, ...], tuple[str, ...]], gaps: list[str]) -> str:
    rows, columns = labels
    head = "".join(f"<th>{inline_html(each)}</th>" for each in ("", *columns))
    width = max(1, len(columns))
    body = (
        f"<tr><th>{inline_html(row)}</th>"
        + "".join(f"<td>{gap}</td>" for gap in gaps[at * width : (at + 1) * width])
        + "</tr>"
        for at, row in enumerate(rows)
    )
    return f"<table><tr>{head}</tr>{''.join(body)}</table>"


def _gap(field: ExportedField, weight: int) -> str:
    """One field inside the text: ``{2:NUMERICAL:=0.375:0.001#sentence~%25%0.4:0.001#sentence~*#none}``."""
    kind = "MULTICHOICE_VS" if field.is_choice else "NUMERICAL"
    answers = [f"{_share(each)}{_cloze_value(each)}#{cloze_text(each.sentence)}" for each in field.answers]
    if not field.is_choice:
        answers.append(f"*#{cloze_text(say('answer.unknown'))}")
    return f"{{{weight}:{kind}:{'~'.join(answers)}}}"


def _share(answer: ExportedAnswer) -> str:
    return "=" if not answer.mistake else f"%{moodle_fraction(answer.share)}%"


def _cloze_value(answer: ExportedAnswer) -> str:
    if isinstance(answer.value, str):
        return cloze_text(answer.value)
    return f"{decimal_text(answer.value)}:{_short(answer.tolerance)}"


def cloze_text(markdown: str) -> str:
    """A short text inside a field: what ends an answer or a field there is written as an entity."""
    return inline_html(markdown).translate(_CLOZE_ESCAPES)


__all__ = ["cloze_text", "cloze_weights", "is_matching", "moodle_fraction", "moodle_questions"]
