"""Proves that an exported question is marked as we mark it: answers are typed, and both marks are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.exam.answer_marking import part_marks
from grader.exam.drawing import Draw
from grader.exam.exam_form import frozen_question
from grader.exam.part_mark import FieldMark, MarkRule
from grader.exam.question import AnswerKind
from grader.exam.question_proof import ExportFinding
from grader.exam.question_sample import QuestionSample, typed_answers
from grader.exporters.canvas_quiz import canvas_assessment, canvas_problem
from grader.exporters.exported_mark import (
    PlatformField,
    canvas_fields,
    moodle_fields,
    plain_text,
    platform_answer,
    qti_fields,
)
from grader.exporters.exported_question import ExportedField, ExportedQuestion, exported_question
from grader.exporters.moodle_questions import cloze_weights, is_matching, moodle_questions
from grader.exporters.qti_item import qti_item
from grader.exporters.statement_html import inline_html
from grader.messages import say
from grader.text import number

_DRAWS = 8
_CLOSE = 1e-9
_UNITS = (-1.5, -0.9, 0.9, 1.5)
_RULES_WITH_POINTS = (MarkRule.RIGHT, MarkRule.MISTAKE)


def moodle_check(sample: QuestionSample) -> ExportFinding:
    """Moodle gives the share that we give, and shows our sentence."""
    exported = exported_question(frozen_question(sample.draws[0]))
    told = not is_matching(exported)
    problems = _differences(sample, "Moodle", _moodle, told=told, shares=True)
    return ExportFinding(problems=tuple(problems), lost=lost_in_moodle(exported))


def _moodle(question: ExportedQuestion) -> list[PlatformField]:
    return moodle_fields(moodle_questions("proof", [question]))


def lost_in_moodle(question: ExportedQuestion) -> tuple[str, ...]:
    """What Moodle cannot do with this question, besides what no platform can."""
    if is_matching(question):
        return (say("export.lost_matching"),)
    weights = sum(cloze_weights(question).values()) if len(question.fields) > 1 else question.points
    if weights != question.points:
        return (say("export.lost_cloze_points", weights=number(weights), points=number(question.points)),)
    return ()


def lost_in_canvas(question: ExportedQuestion, *, as_choices: bool) -> tuple[str, ...]:
    """What Canvas cannot do with this question, besides what no platform can."""
    found = []
    if len(question.fields) > 1:
        found.append(say("export.lost_parts"))
    numbers = [each for each in question.fields if not each.is_choice]
    wrong = [answer for each in question.fields for answer in each.answers[1:]]
    if numbers and not as_choices and any(each.answers[1:] for each in numbers):
        found.append(say("export.lost_mistakes"))
    elif any(each.share for each in wrong):
        found.append(say("export.lost_shares"))
    return tuple(found)


def canvas_check(sample: QuestionSample) -> ExportFinding:
    """Canvas takes what we call right, and nothing else. A draw that it cannot hold is said."""
    refused = (canvas_problem(exported_question(frozen_question(draw))) for draw in sample.draws)
    lost = next(filter(None, refused), "")
    if lost:
        return ExportFinding(lost=(lost,))
    problems = _differences(sample, "Canvas", _canvas, told=False, shares=False)
    problems += _differences(sample, "Canvas, as choices", _canvas_choices, told=True, shares=False)
    return ExportFinding(problems=tuple(problems))


def _canvas(question: ExportedQuestion) -> list[PlatformField]:
    return canvas_fields(canvas_assessment("proof", [[question]]))


def _canvas_choices(question: ExportedQuestion) -> list[PlatformField]:
    return canvas_fields(canvas_assessment("proof", [[question]], as_choices=True))


def qti_check(sample: QuestionSample) -> ExportFinding:
    """QTI 2.1 gives the share that we give, and shows our sentence."""
    return ExportFinding(problems=tuple(_differences(sample, "QTI 2.1", _qti, told=True, shares=True)))


def _qti(question: ExportedQuestion) -> list[PlatformField]:
    return qti_fields(qti_item(question))


def _differences(
    sample: QuestionSample,
    platform: str,
    read: Callable[[ExportedQuestion], list[PlatformField]],
    *,
    told: bool,
    shares: bool,
) -> list[str]:
    """Answers that a platform marks otherwise than we do: the first one for each field."""
    problems: dict[str, str] = {}
    for draw in sample.draws[:_DRAWS]:
        question = exported_question(frozen_question(draw))
        for field, theirs in zip(question.fields, read(question), strict=True):
            for typed in _typed(field, choices_only=_is_offered(theirs)):
                ours = _own_mark(draw, field, typed)
                share = _carried_share(ours) if shares else float(ours.rule is MarkRule.RIGHT)
                answer = platform_answer(theirs, _platform_text(field, typed))
                same_told = not told or not share or answer.told in ("", _told(ours))
                if abs(answer.share - share) > _CLOSE or not same_told:
                    problems.setdefault(
                        field.name,
                        f"{sample.question.place}: {platform} gives {typed} for {field.name} the share "
                        f"{answer.share:g} with '{answer.told}', and we give {share:g} with '{ours.sentence}', for "
                        f"{draw.parameters}.",
                    )
    return list(problems.values())


def _is_offered(field: PlatformField) -> bool:
    return all(each.text not in ("", "*") for each in field)


def _platform_text(field: ExportedField, typed: str) -> str:
    return inline_html(typed) if field.is_choice else typed


def _typed(field: ExportedField, *, choices_only: bool) -> Iterator[str]:
    """Key and mistakes as they are typed, and numbers just inside and outside the window of each."""
    for answer in field.answers:
        yield answer.shown
        if choices_only or isinstance(answer.value, str):
            continue
        step = 1 if field.kind is AnswerKind.INTEGER else answer.tolerance
        for units in _UNITS:
            moved = round(units) if field.kind is AnswerKind.INTEGER else units * step
            yield repr(answer.value + moved)


def _own_mark(draw: Draw, field: ExportedField, typed: str) -> FieldMark:
    answers = typed_answers(draw) | {field.name: typed}
    marks = part_marks(draw.question, draw.parameters, draw.solution, draw.options, answers)
    part = next(each for each in marks if each.part == field.part)
    return next(each for each in part.fields if each.field == field.name)


def _carried_share(mark: FieldMark) -> float:
    """Our share, as far as it does not depend on earlier answers or on how many digits were typed."""
    return mark.share if mark.rule in _RULES_WITH_POINTS and not mark.used else 0.0


def _told(mark: FieldMark) -> str:
    return plain_text(inline_html(mark.sentence))


__all__ = ["canvas_check", "lost_in_canvas", "lost_in_moodle", "moodle_check", "qti_check"]
