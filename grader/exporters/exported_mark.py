"""Reads exported questions back and marks an answer as the platform does: for the proof that it marks as we do."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, fromstring

_NUMBER: Final = r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?"
_GAP: Final = re.compile(r"\{(\d+):(NUMERICAL|MULTICHOICE_VS):([^}]*)\}")
_TAG: Final = re.compile(r"</?\w[^>]*>")
_SENTENCE_BEGINS: Final = re.compile("(?<!&)#")
"""Moodle takes # as the beginning of a sentence, but not in an entity."""
_NAMESPACE: Final = re.compile(rb' xmlns="[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformAnswer:
    """An answer as a platform knows it: numbers from ``low`` to ``high``, or a text. ``told`` is HTML as text."""

    low: float = math.nan
    high: float = math.nan
    text: str = ""
    share: float
    told: str

    def fits(self, typed: str) -> bool:
        if self.text:
            return self.text in ("*", plain_text(typed))
        return self.low <= float(typed) <= self.high


PlatformField = tuple[PlatformAnswer, ...]


def platform_answer(field: PlatformField, typed: str) -> PlatformAnswer:
    """The first answer that fits; an empty one if none does."""
    return next((each for each in field if each.fits(typed)), PlatformAnswer(share=0.0, told=""))


def plain_text(markup: str) -> str:
    """The text of markup, with blanks joined, so that two ways to write it can be compared."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def _inner_text(element: Element) -> str:
    return plain_text(html.escape("".join(element.itertext())))


def moodle_fields(data: bytes) -> list[PlatformField]:
    """The fields of the only question of a Moodle file, in order."""
    question = next(each for each in _root(data) if each.get("type") != "category")
    kind = question.get("type")
    if kind == "cloze":
        return [
            tuple(map(_gap_answer, gap[2].split("~")))
            for gap in _GAP.findall(question.findtext("questiontext/text") or "")
        ]
    if kind == "matching":
        return list(_pairs(question))
    return [tuple(map(_moodle_answer, question.findall("answer")))]


def _moodle_answer(answer: Element) -> PlatformAnswer:
    text, tolerance = answer.findtext("text") or "", answer.findtext("tolerance")
    share = float(answer.get("fraction", "0")) / 100
    told = plain_text(answer.findtext("feedback/text") or "")
    if tolerance is None or text == "*":
        return PlatformAnswer(text=plain_text(text), share=share, told=told)
    return _around(float(text), float(tolerance), share, told)


def _around(value: float, tolerance: float, share: float, told: str) -> PlatformAnswer:
    return PlatformAnswer(low=value - tolerance, high=value + tolerance, share=share, told=told)


def _gap_answer(text: str) -> PlatformAnswer:
    """``=0.375:0.001#sentence`` or ``%25%0.4:0.001#sentence`` or ``*#sentence``."""
    answer, *rest = _SENTENCE_BEGINS.split(text, maxsplit=1)
    told = "".join(rest)
    share, said = 1.0 if answer[:1] == "=" else 0.0, plain_text(told)
    if answer[:1] == "%":
        _, percent, answer = answer.split("%", 2)
        share = float(percent) / 100
    answer = answer.removeprefix("=")
    number = re.fullmatch(f"({_NUMBER}):({_NUMBER})", answer)
    if number:
        return _around(float(number[1]), float(number[2]), share, said)
    return PlatformAnswer(text=plain_text(answer), share=share, told=said)


def _pairs(question: Element) -> Iterator[PlatformField]:
    for pair in question.findall("subquestion"):
        if pair.findtext("text"):
            text = plain_text(pair.findtext("answer/text") or "")
            yield (PlatformAnswer(text=text, share=1.0, told=""),)


def canvas_fields(assessment: bytes) -> list[PlatformField]:
    """The fields of a Canvas assessment with one variant, in order."""
    return [tuple(_canvas_answers(item)) for item in _root(assessment).iter("item")]


def _canvas_answers(item: Element) -> Iterator[PlatformAnswer]:
    """Every condition that sets SCORE is a right answer."""
    told = {
        feedback.get("ident", ""): plain_text("".join(feedback.itertext()))
        for feedback in item.iter("itemfeedback")
    }
    right = [each for each in item.iter("respcondition") if each.find("setvar") is not None]
    for condition in right:
        low, high = condition.findtext(".//vargte"), condition.findtext(".//varlte")
        if low is not None and high is not None:
            yield PlatformAnswer(low=float(low), high=float(high), share=1.0, told="")
    scoring = {each.text for condition in right for each in condition.iter("varequal")}
    for option in item.iterfind(".//render_choice/response_label"):
        ident = option.get("ident", "")
        text = plain_text("".join(option.itertext()))
        yield PlatformAnswer(text=text, share=float(ident in scoring), told=told[f"{ident}_fb"])


def qti_fields(item: bytes) -> list[PlatformField]:
    """The fields of a QTI 2.1 item, in order."""
    root = _root(item)
    points = [_most_points(each) for each in root.iter("responseCondition")]
    return [
        tuple(_qti_answers(root, condition, most))
        for condition, most in zip(root.iter("responseCondition"), points, strict=True)
    ]


def _most_points(condition: Element) -> float:
    return max(float(each.text or 0) for each in condition.iterfind(".//sum/baseValue"))


def _qti_answers(root: Element, condition: Element, most: float) -> Iterator[PlatformAnswer]:
    for branch in condition.findall("responseElseIf"):
        share = float(branch.findtext("setOutcomeValue/sum/baseValue") or 0) / most
        told = _modal_feedback(root, branch.findall("setOutcomeValue")[-1])
        test = branch[0]
        value = test.findtext("baseValue") or ""
        if test.tag == "match":
            variable = test[0].get("identifier", "")
            yield PlatformAnswer(text=_option_text(root, variable, value), share=share, told=told)
        else:
            yield _around(float(value), float(test.get("tolerance", "0").split()[0]), share, told)


def _option_text(root: Element, variable: str, option: str) -> str:
    choices = root.find(f".//choiceInteraction[@responseIdentifier='{variable}']/*[@identifier='{option}']")
    return "" if choices is None else _inner_text(choices)


def _modal_feedback(root: Element, setting: Element) -> str:
    outcome, name = setting.get("identifier"), setting.findtext("baseValue")
    for each in root.findall("modalFeedback"):
        if (each.get("outcomeIdentifier"), each.get("identifier")) == (outcome, name):
            return _inner_text(each)
    return ""


def _root(data: bytes) -> Element:
    """An XML file that this program wrote, without its namespaces."""
    return fromstring(_NAMESPACE.sub(b"", data))  # noqa: S314 - our own file


__all__ = [
    "PlatformAnswer", "PlatformField", "canvas_fields", "moodle_fields", "plain_text", "platform_answer",
    "qti_fields",
]  # fmt: skip
