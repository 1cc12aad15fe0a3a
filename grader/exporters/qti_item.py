"""QTI 2.1: an item for each variant of a question, with shares, mistakes and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from grader.exporters.exported_question import (
    ExportedAnswer,
    ExportedField,
    ExportedQuestion,
    decimal_text,
)
from grader.exporters.statement_html import FormulaText, inline_html, statement_html, tex_formula
from grader.exporters.zip_archive import zip_archive
from grader.messages import say

_QTI: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_SCHEMA: Final = f"{_QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_PACKAGE: Final = "http://www.imsglobal.org/xsd/imscp_v1p1"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_UNKNOWN: Final = "no_known_mistake"
_BLANK: Final = "no_answer"
_RIGHT: Final = "right"
_WIDTH: Final = "12"


def qti_package(questions: Iterable[ExportedQuestion], formula: FormulaText = tex_formula) -> bytes:
    """A content package with an item for each question."""
    items = {f"{each.name}_{each.variant:02d}": qti_item(each, formula) for each in questions}
    root = Element("manifest", {"xmlns": _PACKAGE, "identifier": "questions"})
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "QTIv2.1 Package"
    SubElement(metadata, "schemaversion").text = "1.0.0"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for name in items:
        path = f"items/{name}.xml"
        item = SubElement(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=path)
        SubElement(item, "file", href=path)
    return zip_archive(
        {"imsmanifest.xml": _xml(root), **{f"items/{name}.xml": data for name, data in items.items()}}
    )


def qti_item(question: ExportedQuestion, formula: FormulaText = tex_formula) -> bytes:
    """One question as ``assessmentItem``: declarations, text, conditions and feedback, in the order of the schema."""
    root = Element("assessmentItem", {
        "xmlns": _QTI, "xmlns:xsi": _XSI, "xsi:schemaLocation": _SCHEMA,
        "identifier": f"{question.name}_{question.variant:02d}", "title": question.title, "adaptive": "false",
        "timeDependent": "false",
    })  # fmt: skip
    numbered = list(enumerate(question.fields, 1))
    for number, field in numbered:
        _response(root, number, field)
    score = _outcome(root, "SCORE", "float", "0")
    score.set("normalMaximum", f"{question.points:.12g}")
    for number, _ in numbered:
        _outcome(root, _mistake_outcome(number, question), "identifier", _BLANK)
    _body(root, question, formula)
    processing = SubElement(root, "responseProcessing")
    for number, field in numbered:
        _conditions(processing, number, field, _mistake_outcome(number, question))
    for number, field in numbered:
        _feedback(root, field, _mistake_outcome(number, question), formula)
    return _xml(root)


def _mistake_outcome(number: int, question: ExportedQuestion) -> str:
    return "MISTAKE" if len(question.fields) == 1 else f"MISTAKE_{number}"


def _response(root: Element, number: int, field: ExportedField) -> None:
    declared = SubElement(
        root,
        "responseDeclaration",
        identifier=f"RESPONSE_{number}",
        cardinality="single",
        baseType=_type(field),
    )
    SubElement(SubElement(declared, "correctResponse"), "value").text = _value(field, field.key)


def _type(field: ExportedField) -> str:
    return "identifier" if field.is_choice else "float"


def _value(field: ExportedField, answer: ExportedAnswer) -> str:
    if field.is_choice:
        return f"option_{field.options.index(answer.value) + 1}"
    return decimal_text(answer.value)


def _outcome(root: Element, name: str, kind: str, default: str) -> Element:
    outcome = SubElement(root, "outcomeDeclaration", identifier=name, cardinality="single", baseType=kind)
    SubElement(SubElement(outcome, "defaultValue"), "value").text = default
    return outcome


def _body(root: Element, question: ExportedQuestion, formula: FormulaText) -> None:
    body = SubElement(root, "itemBody")
    body.extend(_markup(statement_html(question.statement, formula)))
    for number, field in enumerate(question.fields, 1):
        if field.is_choice:
            choices = SubElement(
                body,
                "choiceInteraction",
                responseIdentifier=f"RESPONSE_{number}",
                shuffle="true",
                maxChoices="1",
            )
            if field.label:
                choices.append(_wrapped("prompt", inline_html(field.label, formula)))
            for at, text in enumerate(field.options, 1):
                option = _wrapped("simpleChoice", inline_html(text, formula))
                option.set("identifier", f"option_{at}")
                choices.append(option)
        else:
            line = _wrapped("p", inline_html(field.label, formula) + " ")
            entry = SubElement(
                line, "textEntryInteraction", responseIdentifier=f"RESPONSE_{number}", expectedLength=_WIDTH
            )
            entry.tail = f" {field.asked}"
            body.append(line)


def _conditions(processing: Element, number: int, field: ExportedField, outcome: str) -> None:
    condition = SubElement(processing, "responseCondition")
    variable = f"RESPONSE_{number}"
    blank = SubElement(condition, "responseIf")
    SubElement(SubElement(blank, "isNull"), "variable", identifier=variable)
    _set_text(blank, outcome, _BLANK)
    for answer in field.answers:
        branch = SubElement(condition, "responseElseIf")
        _equal(branch, field, answer, variable)
        if answer.share:
            _add_points(branch, answer.share * field.points)
        _set_text(branch, outcome, answer.mistake or _RIGHT)
    _set_text(SubElement(condition, "responseElse"), outcome, _UNKNOWN)


def _equal(branch: Element, field: ExportedField, answer: ExportedAnswer, variable: str) -> None:
    if field.is_choice:
        test = SubElement(branch, "match")
    else:
        width = decimal_text(float(f"{answer.tolerance:.12g}"))
        test = SubElement(branch, "equal", toleranceMode="absolute", tolerance=f"{width} {width}")
    SubElement(test, "variable", identifier=variable)
    SubElement(test, "baseValue", baseType=_type(field)).text = _value(field, answer)


def _add_points(branch: Element, points: float) -> None:
    total = SubElement(SubElement(branch, "setOutcomeValue", identifier="SCORE"), "sum")
    SubElement(total, "variable", identifier="SCORE")
    SubElement(total, "baseValue", baseType="float").text = f"{points:.12g}"


def _set_text(branch: Element, outcome: str, value: str) -> None:
    setting = SubElement(branch, "setOutcomeValue", identifier=outcome)
    SubElement(setting, "baseValue", baseType="identifier").text = value


def _feedback(root: Element, field: ExportedField, outcome: str, formula: FormulaText) -> None:
    sentences = {each.mistake or _RIGHT: each.sentence for each in field.answers}
    if not field.is_choice:
        sentences[_UNKNOWN] = say("answer.unknown")
    for name, sentence in sentences.items():
        told = _wrapped("modalFeedback", inline_html(sentence, formula))
        told.attrib = {"outcomeIdentifier": outcome, "identifier": name, "showHide": "show"}
        root.append(told)


def _wrapped(tag: str, html: str) -> Element:
    return fromstring(f"<{tag}>{html}</{tag}>")  # noqa: S314 - our own markup, made of escaped text


def _markup(html: str) -> list[Element]:
    """Markup of a statement. QTI wants the rows of a table in tbody, which our tables have, and no other attributes."""
    root = _wrapped("div", html)
    for each in root.iter():
        if not each.tag.startswith("{"):
            each.attrib.clear()
    return list(root)


def _xml(root: Element) -> bytes:
    register_namespace("m", "http://www.w3.org/1998/Math/MathML")
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


__all__ = ["qti_item", "qti_package"]
