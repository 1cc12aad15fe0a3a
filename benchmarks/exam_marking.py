"""How surely mistakes are named, and how rarely a random wrong number is called one.

``python -m benchmarks.exam_marking [DRAWS]`` types every mistake of every question of the course, with the digits
asked, on so many draws; then 10,000 random wrong numbers for parts with decimals or digits, and as many for integers.
A random number is as large as a student's would be: normal around the key, as wide as the key and its mistakes lie
apart.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator

from grader.course import find_course
from grader.exam.answer_marking import mark_question
from grader.exam.drawing import Draw, draw_question, question_seed
from grader.exam.last_place import printed
from grader.exam.part_mark import MarkRule
from grader.exam.question import AnswerKind, Part
from grader.exam.question_bank import QuestionBank
from grader.exam.question_sample import typed_answers

RANDOM_ANSWERS = 10_000
SECRET = b"the secret of a measurement"


def drawn(draws: int) -> Iterator[Draw]:
    bank = QuestionBank(find_course())
    for name in bank.names():
        for number in range(draws):
            yield draw_question(bank.question(name), question_seed(SECRET, "measured", str(number), name))


def named(draw: Draw, part: Part, answers: dict[str, str]) -> str:
    """The mistake that answers to a part are taken for; in a table, that of the first wrong cell."""
    marks = mark_question(draw.question, draw.parameters, draw.solution, draw.options, answers).parts
    fields = next(each.fields for each in marks if each.part == part.name)
    return next((each.mistake for each in fields if each.rule is not MarkRule.RIGHT), "")


def random_wrong(rng: random.Random, draw: Draw, part: Part) -> str:
    """A number near the key that is not right."""
    key = draw.solution.key[part.name]
    wrong = (draw.solution.mistakes[each.name] for each in part.mistakes)
    width = max([abs(key), 1.0, *(abs(value - key) for value in wrong if value is not None)])
    while True:
        value = rng.gauss(key, width)
        text = printed(part, round(value) if part.kind is AnswerKind.INTEGER else value)
        if text != printed(part, key):
            return text


def main(draws: int) -> int:
    rng = random.Random(17)
    tried: Counter[str] = Counter()
    missed: list[str] = []
    plain: dict[bool, list[tuple[Draw, Part]]] = {True: [], False: []}
    kinds = set()
    for draw in drawn(draws):
        for part in draw.question.parts:
            if part.kind is not AnswerKind.CHOICE and not part.is_table:
                plain[part.kind is AnswerKind.INTEGER].append((draw, part))
            for each in part.mistakes:
                value = draw.solution.mistakes[each.name]
                if value is not None:
                    kinds.add((draw.question.name, each.name))
                    tried["mistakes"] += 1
                    if named(draw, part, typed_answers(draw, **{part.name: value})) != each.name:
                        missed.append(f"{draw.question.name}: {each.name}")
    print(
        f"{len(kinds)} mistakes typed {tried['mistakes']:,} times: {len(missed)} not named {sorted(set(missed))}"
    )
    for whole, pairs in plain.items():
        times = RANDOM_ANSWERS if pairs else 0
        hits = sum(_is_named(rng, *rng.choice(pairs)) for _ in range(times))
        print(f"{times:,} random wrong {'integers' if whole else 'decimals'}: {hits} called a mistake")
    return 1 if missed else 0


def _is_named(rng: random.Random, draw: Draw, part: Part) -> bool:
    return bool(named(draw, part, typed_answers(draw) | {part.name: random_wrong(rng, draw, part)}))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 40))
