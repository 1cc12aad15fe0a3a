"""Many draws of one question, on which its proofs are tried."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from grader.exam.collision import AnswerChain
from grader.exam.drawing import Draw, draw_question, question_seed
from grader.exam.last_place import printed
from grader.exam.question import AnswerKind, Part, Question
from grader.exam.solution import field_values

SECRETS: Final = (
    b"first secret of the proofs",
    b"second secret of the proofs",
    b"third secret of the proofs",
)
DRAWS: Final = 400
SLOWEST_DRAW_S: Final = 0.005
_TRIES_OF_A_SLOW_DRAW: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofStep:
    """One proof of a question. ``problems`` is empty if it holds; ``remarks`` need no action."""

    check: str
    problems: tuple[str, ...]
    figures: dict[str, float] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSample:
    """The draws, evenly from several secrets, and the seeds they came from."""

    question: Question
    seeds: tuple[bytes, ...]
    draws: tuple[Draw, ...]

    def keys(self, part: Part) -> Iterator[tuple[Any, ...]]:
        """The values of a part's fields in each draw."""
        for draw in self.draws:
            yield field_values(part, draw.solution.key[part.name])


def sample_seeds(question: Question, draws: int = DRAWS) -> tuple[bytes, ...]:
    """Seeds of so many draws, in turn from each secret."""
    return tuple(
        question_seed(SECRETS[number % len(SECRETS)], "proof", str(number), question.name)
        for number in range(draws)
    )


def question_sample(question: Question, seeds: tuple[bytes, ...]) -> QuestionSample:
    """Draw a question from each seed.

    Raises
    ------
    CourseError
        A function of the question fails, or from a seed no draw suits.
    """
    return QuestionSample(
        question=question, seeds=seeds, draws=tuple(draw_question(question, s) for s in seeds)
    )


def draw_time_s(question: Question, seed: bytes) -> float:
    """CPU time of one call of ``draw``. A slow one is timed again: the shortest counts."""
    shortest = _draw_time_s(question, seed)
    for _ in range(_TRIES_OF_A_SLOW_DRAW):
        if shortest < SLOWEST_DRAW_S:
            break
        shortest = min(shortest, _draw_time_s(question, seed))
    return shortest


def _draw_time_s(question: Question, seed: bytes) -> float:
    rng = np.random.default_rng(int.from_bytes(seed, "big"))
    began = time.thread_time()
    question.draw(rng)
    return time.thread_time() - began


def typed_answers(draw: Draw, **wrong: Any) -> dict[str, str]:
    """The key as it is typed, with other values for some parts."""
    values = draw.solution.key | wrong
    return {
        name: printed(part, value)
        for part in draw.question.parts
        for name, value in zip(part.fields, field_values(part, values[part.name]), strict=True)
    }


def chain_answers(draw: Draw, start: Part | None, value: Any, chain: AnswerChain) -> dict[str, str]:
    """What a student types who goes on from a mistake."""
    return typed_answers(draw, **({start.name: value} if start is not None else {}), **chain.typed)


def is_number(part: Part) -> bool:
    return part.kind is not AnswerKind.CHOICE


__all__ = [
    "DRAWS", "SECRETS", "SLOWEST_DRAW_S", "ProofStep", "QuestionSample", "chain_answers", "draw_time_s",
    "is_number", "question_sample", "sample_seeds", "typed_answers",
]  # fmt: skip
