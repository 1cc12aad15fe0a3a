"""How long a class of 500 papers with 20 questions takes to mark, and to mark again after a wrong key.

``python -m benchmarks.exam_class [STUDENTS]`` copies the questions of the course, issues the papers, types answers for
everybody (every seventh answer is a named mistake, every thirtieth cannot be read), and runs ``grader exam mark``;
then it puts another key into one question and runs the same command again.
"""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from grader.course import find_course, load_course
from grader.exam.exam_file import find_exam
from grader.exam.issued_exam import IssuedExam, issue
from grader.exam.last_place import printed
from grader.exam.parameter_value import restored_value
from grader.exam.question import Part
from grader.exam.question_bank import QuestionBank, questions_folder
from grader.exam.solution import field_values

QUESTIONS = 20
REPAIRED = "class_variance"
EXAM = """\
title = "A large class"
opens = 2026-12-01T10:00:00+01:00
closes = 2026-12-01T11:30:00+01:00
questions = {questions}
"""


def copied_course(folder: Path) -> Path:
    course = find_course()
    (folder / "assignments" / ".grader").mkdir(parents=True)
    settings = (course.folder / "course.toml").read_text(encoding="utf-8")
    (folder / "assignments" / "course.toml").write_text(settings, encoding="utf-8")
    (folder / "assignments" / ".grader" / "secret").write_text("a secret of a measurement", encoding="utf-8")
    shutil.copytree(questions_folder(course), folder / "questions")
    shutil.copytree(course.reference_dir, folder / "reference")
    others = [name for name in QuestionBank(course).names() if name != REPAIRED]
    names = [REPAIRED, *others[:: len(others) // (QUESTIONS - 1)][: QUESTIONS - 1]]
    (folder / "exams").mkdir()
    (folder / "exams" / "large.toml").write_text(EXAM.format(questions=json.dumps(names)), encoding="utf-8")
    return folder / "assignments"


def hand_in(issued: IssuedExam, bank: QuestionBank, folder: Path) -> None:
    folder.mkdir()
    count = 0
    for paper in issued.papers:
        form = issued.form(paper.form)
        assert form is not None, "a paper has its form"
        answers: dict[str, dict[str, str]] = {}
        for frozen in form.questions:
            solution, own = frozen.solution(), answers.setdefault(frozen.name, {})
            for part in bank.question(frozen.name).parts:
                count += 1
                own |= typed(
                    part, wrong_value(part, solution.mistakes) if count % 7 == 0 else None, solution.key
                )
                if count % 30 == 0:
                    own[part.fields[0]] = "what is asked?"
        sheet = {
            "schema": "grader/answers/1", "exam": issued.exam, "student": paper.student, "paper": paper.paper,
            "answers": answers,
        }  # fmt: skip
        (folder / f"{paper.student}.json").write_text(json.dumps(sheet), encoding="utf-8")


def wrong_value(part: Part, mistakes: dict[str, object]) -> object:
    return next((restored_value(mistakes[each.name]) for each in part.mistakes), None)


def typed(part: Part, wrong: object, key: dict[str, object]) -> dict[str, str]:
    values = field_values(part, key[part.name] if wrong is None else wrong)
    return {name: printed(part, value) for name, value in zip(part.fields, values, strict=True)}


def timed(course: Path, folder: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "grader", "exam", "mark", "large", str(folder / "sheets")]
    command += ["-o", str(folder / "results"), "--course", str(course)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def grades(folder: Path) -> dict[str, float]:
    with (folder / "results" / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: float(row["points"]) for row in csv.DictReader(file)}


def main(students: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        course = load_course(copied_course(folder))
        bank, exam = QuestionBank(course), find_exam(course, "large")
        began = time.perf_counter()
        issued = issue(course, exam, [f"s{number:03}" for number in range(students)], bank)
        print(f"{students} papers of {QUESTIONS} questions drawn: {time.perf_counter() - began:.1f} s")
        hand_in(issued, bank, folder / "sheets")
        marking_s, before = timed(course.folder, folder), grades(folder)
        print(f"marked: {marking_s:.1f} s")
        path = next((folder / "questions").rglob(f"{REPAIRED}.py"))
        text = path.read_text(encoding="utf-8")
        wrong = text.replace("return gauss.fit_gaussian(x[:, None])[1][0, 0]", "return x.var(ddof=1) + 0.0")
        assert wrong != text, "the question has another key now"
        path.write_text(wrong, encoding="utf-8")
        again_s, after = timed(course.folder, folder), grades(folder)
        higher = sum(after[each] > before[each] for each in before)
        print(f"another key, marked again: {again_s:.1f} s; {higher} grades higher")
        return int(max(marking_s, again_s) >= 20 or any(after[each] < before[each] for each in before))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))
