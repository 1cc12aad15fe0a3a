"""The proof that a neighbour's answer and an answer that nobody worked for are rarely right."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from grader.exam.drawing import Draw, parameter_entries
from grader.exam.last_place import printed, within
from grader.exam.question import Part
from grader.exam.question_sample import ProofStep, QuestionSample, is_number

MOST_SHARED = 0.05
"""The largest probability that two students have the same answer, and that a null answer is right."""
_CONSTANTS = (0.0, 1.0, -1.0)
_SURE = 4.0
"""Standard deviations by which a position may be frequent."""
_MOST_BY_LENGTH = 0.5
_SAME_LENGTH = 0.1
"""Choices whose lengths differ by no more than this share look alike."""


def prove_spread(sample: QuestionSample) -> ProofStep:
    """Look at every part."""
    problems: list[str] = []
    remarks: list[str] = []
    shared, null = 0.0, 0.0
    for part in sample.question.parts:
        where = f"{sample.question.place}:{part.function.line}: {part.name}"
        share = shared_answer(sample, part)
        if part.fixed:
            remarks.append(f"{part.name} is shared by {share:.0%} of all pairs of students. {part.fixed}")
        else:
            shared = max(shared, share)
        if share > MOST_SHARED and not part.fixed:
            problems.append(
                f"{where}: two students have the same answer with probability {share:.1%}, and at most "
                f'{MOST_SHARED:.0%} may be. Widen the draw, or say fixed="why it does no harm".'
            )
        if is_number(part):
            answer, often = _best_null_answer(sample, part)
            null = max(null, often)
            if often > MOST_SHARED:
                problems.append(f"{where}: {answer} is right in {often:.1%} of the draws. Draw other values.")
        else:
            problems += (f"{where}: {problem}" for problem in _choice_problems(sample, part))
    figures = {"% shared": round(100 * shared, 1), "% null": round(100 * null, 1)}
    return ProofStep(check="spread", problems=tuple(problems), figures=figures, remarks=tuple(remarks))


def shared_answer(sample: QuestionSample, part: Part) -> float:
    """The share of all pairs of draws that have one answer, as it is typed."""
    counts = Counter(tuple(printed(part, value) for value in key) for key in sample.keys(part))
    n = len(sample.draws)
    return sum(count * (count - 1) for count in counts.values()) / (n * (n - 1))


def _best_null_answer(sample: QuestionSample, part: Part) -> tuple[str, float]:
    """The answer that is right most often among 0, 1, -1 and the given numbers, and how often it is."""
    hits: Counter[str] = Counter()
    for draw, key in zip(sample.draws, sample.keys(part), strict=True):
        for name, value in _null_answers(draw):
            hits[name] += all(within(part, value, each) for each in key)
    name, times = hits.most_common(1)[0]
    return name, times / len(sample.draws)


def _null_answers(draw: Draw) -> Iterator[tuple[str, float]]:
    yield from ((f"{value:g}", value) for value in _CONSTANTS)
    for place, value in parameter_entries(draw.parameters):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield f"the given {place}", float(value)


def _choice_problems(sample: QuestionSample, part: Part) -> Iterator[str]:
    n = len(sample.draws)
    positions: Counter[int] = Counter()
    by_length: defaultdict[str, float] = defaultdict(float)
    for draw in sample.draws:
        options, key = draw.options[part.name], draw.solution.key[part.name]
        positions[options.index(key)] += 1
        longest, shortest = max(map(len, options)), min(map(len, options))
        for kind, limit in (
            ("longest", longest * (1 - _SAME_LENGTH)),
            ("shortest", shortest * (1 + _SAME_LENGTH)),
        ):
            alike = [
                text for text in options if (len(text) >= limit) == (kind == "longest") or len(text) == limit
            ]
            by_length[kind] += (key in alike) / len(alike)
    position, times = positions.most_common(1)[0]
    expected = sum(1 / len(draw.options[part.name]) for draw in sample.draws) / n
    if times / n - expected > _SURE * math.sqrt(expected * (1 - expected) / n):
        yield f"choice {position + 1} is right in {times / n:.0%} of the draws. Name more mistakes."
    for kind, right in by_length.items():
        if right / n > _MOST_BY_LENGTH:
            yield (
                f"whoever takes the {kind} choice is right in {right / n:.0%} of the draws, and at most "
                f"{_MOST_BY_LENGTH:.0%} may be. Write choices of about the same length."
            )
    for text in sorted({text for draw in sample.draws for text in draw.options[part.name]}):
        if len(text) == 1 and text.isalpha():
            yield f"the choice '{text}' is one letter, and letters name choices. Write it out."


__all__ = ["MOST_SHARED", "prove_spread", "shared_answer"]
