"""Makes the sample sheets again: `python examples/exam/sample_sheets.py`, from the root of the repository.

Twelve students sit exams/example.toml. Each answers like somebody who could exist: most is right, in the spelling that
people use, and there are slips of every kind. The record of what was issued lies beside the sheets, so that marking
them needs nothing else.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

from grader.course import load_course
from grader.exam.answer_marking import option_letter
from grader.exam.exam_file import find_exam
from grader.exam.exam_form import FrozenPart
from grader.exam.issued_exam import issue, issued_path
from grader.exam.last_place import printed
from grader.exam.question_bank import QuestionBank
from grader.exam.solution import field_values

HERE = Path(__file__).parent
MISSING = "umber"
SLIPS: dict[str, dict[str, str]] = {
    # by student: what is answered otherwise. A name is that of a mistake, '=' begins a text as typed.
    "aspen": {},
    "birch": {"variance": "divided_by_n_minus_1"},
    "hazel": {"variance": "divided_by_n_minus_1", "z": "bias_forgotten"},
    "indigo": {"z": "bias_inside", "slope": "input_forgotten"},
    "maple": {"variance": "standard_deviation", "a": "sign_of_exponent", "new_weight": "ascent"},
    "ochre": {"slope": "= about two", "new_weight": "="},
    "sage": {"variance": "not_centred", "z": "bias_forgotten", "slope": "squared_error"},
    "sienna": {"variance": "= 1,000,000.5.2"},
    "teal": {"variance": "divided_by_n_minus_1", "new_weight": "rate_forgotten"},
    "thyme": {"a": "sign_of_exponent", "variance": "sum_of_squares"},
}
CHOICES_WRONG = {"hazel", "sage", "teal"}
RECEIVED = {"ochre": "2026-12-01T11:58+01:00", "sienna": "2026-12-01T11:41+01:00"}
COPIES = {"willow": "aspen"}
"""Who typed the answers of whom."""


def main() -> None:
    course = load_course(Path("assignments"))
    exam, bank = find_exam(course, "example"), QuestionBank(course)
    with (HERE / "roster.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    extra = {row["student"]: float(row["extra_minutes"]) for row in rows if row["extra_minutes"]}
    issued_path(course, exam.name).unlink(missing_ok=True)
    issued = issue(course, exam, [row["student"] for row in rows], bank, extra)
    shutil.copyfile(issued_path(course, exam.name), HERE / "issued.json")
    (HERE / "sheets").mkdir(exist_ok=True)
    with (HERE / "received.csv").open("w", encoding="utf-8", newline="") as file:
        times = csv.writer(file, lineterminator="\n")
        times.writerow(["student", "received"])
        for paper in issued.papers:
            if paper.student == MISSING:
                continue
            times.writerow(
                [paper.student, RECEIVED.get(paper.student, f"2026-12-01T11:2{len(paper.student)}+01:00")]
            )
            source = issued.paper(COPIES.get(paper.student, paper.student))
            answers = {
                each.name: typed_answers(bank, each, source.student)
                for each in issued.form(source.form).questions
            }
            sheet = {
                "schema": "grader/answers/1", "exam": exam.name, "student": paper.student, "paper": paper.paper,
                "answers": answers,
            }  # fmt: skip
            text = json.dumps(sheet, indent=1, ensure_ascii=False) + "\n"
            path = HERE / "sheets" / f"{exam.name}-{paper.student}.answers.json"
            path.write_text(text, encoding="utf-8")


def typed_answers(bank: QuestionBank, frozen, student: str) -> dict[str, str]:
    """What a student types. Who slips goes on rightly from the own value."""
    question, slips = bank.question(frozen.name), SLIPS[student]
    parameters = frozen.restored_parameters()
    values, typed = {**parameters}, {}
    for part, drawn in zip(question.parts, frozen.parts, strict=True):
        slip = slips.get(part.name, "")
        wrong = {each.name: each for each in part.mistakes}
        if slip in wrong:
            function = wrong[slip].function
            value = function.run(*(values[name] for name in function.arguments))
        else:
            value = part.function.run(*(values[name] for name in part.function.arguments))
        values[part.name] = value
        for name, text in zip(part.fields, texts(drawn, part, value, student), strict=True):
            typed[name] = slip[1:].strip() if slip.startswith("=") else text
    return typed


def texts(drawn: FrozenPart, part, value, student: str) -> list[str]:
    """A value in the spelling of the student."""
    if drawn.options:
        wanted = " ".join(str(value).split())
        if student in CHOICES_WRONG:
            wanted = next(text for text in drawn.options if text != wanted)
        return [option_letter(drawn.options.index(wanted))]
    numbers = [printed(part, each) for each in field_values(part, value)]
    return [text.replace(".", ",") for text in numbers] if student in ("hazel", "sienna") else numbers


if __name__ == "__main__":
    main()
