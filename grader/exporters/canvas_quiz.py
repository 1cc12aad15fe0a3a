"""Canvas quizzes as QTI 1.2: each field is an item, and the variants of an item are a group of which one is drawn.

In a numerical question every condition that sets SCORE is a right answer, whatever the value. So numbers go out with
the key alone, or as a choice between the key and the mistakes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grader.exporters.exported_question import (
    ExportedAnswer,
    ExportedField,
    ExportedQuestion,
    decimal_text,
)
from grader.exporters.statement_html import inline_html, statement_html
from grader.exporters.zip_archive import zip_archive
from grader.messages import say

_QTI: Final = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CANVAS: Final = "http://canvas.instructure.com/xsd/cccv1p0"
_PACKAGE: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LEAST: Final = 1e-4
"""Canvas reads smaller numbers as 0."""
_FEWEST_OPTIONS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One field of one variant, under an id that follows from its name."""

    question: ExportedQuestion
    field: ExportedField
    as_choices: bool

    @property
    def ident(self) -> str:
        return _ident(f"{self.question.title} {self.field.name}")

    def options(self) -> list[tuple[str, ExportedAnswer]]:
        """What is offered as a choice, with what it is; empty where the field is a number to type."""
        field = self.field
        if field.is_choice:
            by_text = {each.value: each for each in field.answers}
            return [(inline_html(text), by_text[text]) for text in field.options]
        numbers = {each.shown: each for each in reversed(field.answers)}
        if not self.as_choices or len(numbers) < _FEWEST_OPTIONS:
            return []
        return sorted(numbers.items(), key=lambda pair: float(pair[0]))


def canvas_quiz(title: str, pool: Iterable[Sequence[ExportedQuestion]], *, as_choices: bool = False) -> bytes:
    """The zip that *Import course content, QTI .zip file* takes.

    Parameters
    ----------
    title : str
    pool : iterable
        For each variant all questions, in one order.
    as_choices : bool
        Offer the key and the mistakes of a number as a choice, with the sentence of each.
    """
    variants, ident = list(pool), _ident(title)
    points = sum(each.points for each in variants[0])
    return zip_archive(
        {
            "imsmanifest.xml": _xml(_manifest(ident)),
            f"{ident}/{ident}.xml": canvas_assessment(title, variants, as_choices=as_choices),
            f"{ident}/assessment_meta.xml": _xml(_meta(ident, title, points)),
        }
    )


def canvas_assessment(
    title: str, variants: Sequence[Sequence[ExportedQuestion]], *, as_choices: bool = False
) -> bytes:
    """The file with the questions inside `canvas_quiz`."""
    ident = _ident(title)
    root = Element("questestinterop", xmlns=_QTI)
    assessment = SubElement(root, "assessment", ident=ident, title=title)
    _fields(assessment, "qtimetadata", {"cc_maxattempts": "1"})
    section = SubElement(assessment, "section", ident="root_section")
    for question in zip(*variants, strict=True):
        for at, field in enumerate(question[0].fields):
            items = [_Item(question=each, field=each.fields[at], as_choices=as_choices) for each in question]
            section.append(_group(f"{question[0].name} {field.name}", items))
    return _xml(root)


def canvas_problem(question: ExportedQuestion) -> str:
    """Why Canvas cannot mark a question, or nothing: a number that it would read as 0."""
    for field in question.fields:
        if not field.is_choice:
            small = [each for each in _numbers(field.key) if 0 < abs(each) < _LEAST]
            if small:
                number = decimal_text(small[0])
                return say("export.not_canvas", field=f"{question.name}.{field.name}", number=number)
    return ""


def _numbers(key: ExportedAnswer) -> tuple[float, float, float]:
    """The key, and the ends of its window as they are written."""
    if isinstance(key.value, int):
        return key.value, key.value, key.value
    low, high = (float(f"{key.value + sign * key.tolerance:.12g}") for sign in (-1, 1))
    return key.value, low, high


def _group(title: str, items: Sequence[_Item]) -> Element:
    section = Element("section", ident=_ident(f"group {title}"), title=title)
    selection = SubElement(SubElement(section, "selection_ordering"), "selection")
    SubElement(selection, "selection_number").text = "1"
    extension = SubElement(selection, "selection_extension")
    SubElement(extension, "points_per_item").text = f"{items[0].field.points:.12g}"
    section.extend(_item(each) for each in items)
    return section


def _item(item: _Item) -> Element:
    options, field = item.options(), item.field
    root = Element("item", ident=item.ident, title=f"{item.question.title} {field.name}")
    kind = "multiple_choice_question" if options else "numerical_question"
    details = {"question_type": kind, "points_possible": f"{field.points:.12g}"}
    if options:
        details["original_answer_ids"] = ",".join(_option(item, at) for at in range(len(options)))
    _fields(SubElement(root, "itemmetadata"), "qtimetadata", details)
    presentation = SubElement(root, "presentation")
    asked = "" if options else field.asked
    _material(presentation, statement_html(item.question.statement) + _paragraphs(field.label, asked))
    (_choice if options else _number)(item, root, presentation)
    return root


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{inline_html(each)}</p>" for each in texts if each)


def _number(item: _Item, root: Element, presentation: Element) -> None:
    response = SubElement(presentation, "response_str", ident="response1", rcardinality="Single")
    fib = SubElement(response, "render_fib", fibtype="Decimal")
    SubElement(fib, "response_label", ident="answer1")
    either = SubElement(SubElement(_right_condition(_processing(root)), "conditionvar"), "or")
    key, low, high = map(decimal_text, _numbers(item.field.key))
    SubElement(either, "varequal", respident="response1").text = key
    window = SubElement(either, "and")
    SubElement(window, "vargte", respident="response1").text = low
    SubElement(window, "varlte", respident="response1").text = high
    _score(root)


def _choice(item: _Item, root: Element, presentation: Element) -> None:
    response = SubElement(presentation, "response_lid", ident="response1", rcardinality="Single")
    choices = SubElement(response, "render_choice")
    processing = _processing(root)
    options = item.options()
    for at, (text, _) in enumerate(options):
        _material(SubElement(choices, "response_label", ident=_option(item, at)), text)
        told = SubElement(processing, "respcondition", {"continue": "Yes"})
        equal = SubElement(SubElement(told, "conditionvar"), "varequal", respident="response1")
        equal.text = _option(item, at)
        SubElement(told, "displayfeedback", feedbacktype="Response", linkrefid=f"{_option(item, at)}_fb")
    right = next(at for at, (_, answer) in enumerate(options) if not answer.mistake)
    condition = SubElement(_right_condition(processing), "conditionvar")
    SubElement(condition, "varequal", respident="response1").text = _option(item, right)
    _score(root)
    for at, (_, answer) in enumerate(options):
        feedback = SubElement(root, "itemfeedback", ident=f"{_option(item, at)}_fb")
        _material(SubElement(feedback, "flow_mat"), f"<p>{inline_html(answer.sentence)}</p>")


def _processing(root: Element) -> Element:
    processing = SubElement(root, "resprocessing")
    outcomes = SubElement(processing, "outcomes")
    SubElement(outcomes, "decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    return processing


def _right_condition(processing: Element) -> Element:
    return SubElement(processing, "respcondition", {"continue": "No"})


def _score(root: Element) -> None:
    """The points of the last condition, which is the only one that sets any."""
    last = root.findall("resprocessing/respcondition")[-1]
    SubElement(last, "setvar", action="Set", varname="SCORE").text = "100"


def _material(parent: Element, html: str) -> None:
    material = SubElement(parent, "material")
    SubElement(material, "mattext", texttype="text/html").text = f"<div>{html}</div>"


def _fields(parent: Element, tag: str, values: dict[str, str]) -> None:
    group = SubElement(parent, tag)
    for name, value in values.items():
        field = SubElement(group, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = name
        SubElement(field, "fieldentry").text = value


def _ident(text: str) -> str:
    return "g" + hashlib.sha256(text.encode()).hexdigest()[:31]


def _option(item: _Item, position: int) -> str:
    return str(int(item.ident[1:8], 16) % 90_000 * 100 + 1_000_000 + position)


def _meta(ident: str, title: str, points: float) -> Element:
    root = Element("quiz", identifier=ident, xmlns=_CANVAS)
    values: dict[str, Any] = {
        "title": title, "description": "", "shuffle_answers": "true", "scoring_policy": "keep_highest",
        "quiz_type": "assignment", "points_possible": f"{points:g}", "allowed_attempts": "1",
    }  # fmt: skip
    for name, value in values.items():
        SubElement(root, name).text = value
    return root


def _manifest(ident: str) -> Element:
    root = Element("manifest", identifier=f"{ident}_manifest", xmlns=_PACKAGE)
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = "IMS Content"
    SubElement(metadata, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    quiz = SubElement(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    SubElement(quiz, "file", href=f"{ident}/{ident}.xml")
    SubElement(quiz, "dependency", identifierref=f"{ident}_meta")
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    meta = SubElement(
        resources, "resource", identifier=f"{ident}_meta", type=kind, href=f"{ident}/assessment_meta.xml"
    )
    SubElement(meta, "file", href=f"{ident}/assessment_meta.xml")
    return root


def _xml(root: Element) -> bytes:
    indent(root, " ")
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


__all__ = ["canvas_assessment", "canvas_problem", "canvas_quiz"]
