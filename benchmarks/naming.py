"""How often a report names a mistake that nobody wrote down, on answers written without sight of the catalogue.

``python -m benchmarks.naming`` grades every answer of ``tests/catalogue/unseen`` under the default policy and compares
what its report says with what was accepted before it was graded (``expected.toml``):

- *named*: the sentence of a mistake meets one of the accepted phrasings;
- *led*: named, or a message, a hint or a line of code leads to the right term;
- *other name*: a mistake is named whose sentence is no accepted phrasing; somebody has to read it (``--list``);
- *full marks*: nothing was found.

``--unrelated SECRETS`` measures false names instead: numbers of independent right answers are altered in ways that no
sentence describes, so every sentence about a mistake is a wrong one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figure import say
from grader.course import Course, find_course
from grader.course.known_mistakes import overlaid
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Trial, Work
from grader.hint_choice import with_chosen_hints
from grader.intake import Submission
from grader.model import Record, SourceFile, TestResult, Verdict

ROOT = Path(__file__).parents[1]
UNSEEN = ROOT / "tests" / "catalogue" / "unseen"
KINDS = ("catalogued", "one", "two", "right")
PORTIONS = ("first", "second", "third")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenAnswer:
    """An answer and what a report on it should say."""

    assignment: str
    name: str
    kind: str
    """*catalogued* if its mistake is a known one, else *one* mistake, *two*, or *right*."""
    known: tuple[str, ...]
    """For each mistake the id of the known mistake that is the same, by a reader of both; empty if there is none."""
    mistakes: tuple[str, ...]
    named: tuple[tuple[tuple[str, ...], ...], ...]
    """For each mistake the accepted phrasings, each a set of patterns that all occur."""
    led: tuple[tuple[tuple[str, ...], ...], ...]
    lines: tuple[str, ...]
    portion: str
    """*first*; *second* and *third* for those that nobody graded before the engine was written as far as then."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """What the report on an answer says."""

    answer: UnseenAnswer
    full_marks: bool
    named: bool
    led: bool
    sentences: tuple[str, ...]
    """Sentences of named mistakes, with their ids."""
    others: tuple[str, ...]
    """Those that are no accepted phrasing."""
    messages: tuple[str, ...]


def unseen_answers(folder: Path = UNSEEN) -> Iterator[UnseenAnswer]:
    """All answers of the corpus, in order."""
    for path in sorted(folder.glob("*/expected.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield _answer(path.parent, name, entry)


def _answer(folder: Path, name: str, entry: dict[str, Any]) -> UnseenAnswer:
    two = entry["kind"] == "two"
    mistakes = tuple(entry["mistake"]) if two else (entry["mistake"],)
    groups = {key: entry.get(key, []) if two else [entry.get(key, [])] for key in ("named", "led")}
    named, led = (tuple(tuple(map(tuple, group)) for group in groups[key]) for key in ("named", "led"))
    return UnseenAnswer(
        assignment=folder.name, name=name, mistakes=mistakes, named=named, led=led,
        kind="catalogued" if entry.get("catalogued") and not two else entry["kind"],
        known=tuple(entry.get("catalogued", ("", ""))) if two else (entry.get("catalogued", ""),),
        lines=tuple(entry.get("lines", ())), portion=entry.get("portion", "first"),
        text=(folder / f"{name}.py").read_text(encoding="utf-8"),
    )  # fmt: skip


def judged(answer: UnseenAnswer, source: str, record: Record, messages: Mapping[str, str]) -> Naming:
    """Compare the record of a source with what was accepted; ``messages`` are those of known mistakes."""
    failing = [test for test in with_chosen_hints(record.report.tests) if test.verdict is not Verdict.PASSED]
    found = {test.mistake.id: test.mistake.sentence for test in failing if test.mistake}
    texts = [*found.values(), *(text for test in failing for text in (test.message, test.hint))]
    code = source.splitlines()
    lines = {code[line.line - 1].strip() for test in failing for line in test.lines}
    by_line = any(line.strip() in lines for line in answer.lines)
    accepted = [
        (*patterns, *((re.escape(messages[id_]),) for id_ in (known,) if id_))
        for patterns, known in zip(answer.named, answer.known, strict=True)
    ]
    named = all(_meets(found.values(), each) for each in accepted)
    led = named or by_line or all(_meets(texts, both) for both in map(_joined, accepted, answer.led))
    return Naming(
        answer=answer, full_marks=record.report.score == record.report.max_score, named=named, led=led,
        sentences=tuple(f"[{id_}] {text}" for id_, text in found.items()),
        others=tuple(
            f"[{id_}] {text}" for id_, text in found.items()
            if not any(_meets([text], each) for each in accepted)
        ),
        messages=tuple(dict.fromkeys(_shown(test) for test in failing)),
    )  # fmt: skip


def _joined(
    named: tuple[tuple[str, ...], ...], led: tuple[tuple[str, ...], ...]
) -> tuple[tuple[str, ...], ...]:
    return named + led


def _meets(texts: Any, alternatives: tuple[tuple[str, ...], ...]) -> bool:
    return any(
        all(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
        for text in texts
        for patterns in alternatives
    )


def _shown(test: TestResult) -> str:
    return " ".join(filter(None, (test.message, test.hint)))


def measure(course: Course, jobs: int, only: Sequence[str] = (), portion: str = "") -> list[Naming]:
    """Grade the corpus, or some of its assignments and one of its portions."""
    answers = [
        each for each in unseen_answers()
        if (not only or each.assignment in only) and portion in ("", each.portion)
    ]  # fmt: skip
    found = []
    for name in dict.fromkeys(answer.assignment for answer in answers):
        assignment = course.assignment(name)
        assert assignment.reference_path is not None
        reference = assignment.reference_path.read_text(encoding="utf-8")
        messages = {mistake.id: mistake.message for mistake in assignment.known_mistakes}
        mine = [answer for answer in answers if answer.assignment == name]
        with LocalExecutor(course, assignment, jobs) as executor:
            futures = {}
            for answer in mine:
                text = overlaid(reference, answer.text)
                file = SourceFile(name=assignment.settings.module, text=text)
                submission = Submission(
                    student=answer.name, origin=answer.name, sha256=answer.name, files=(file,)
                )
                futures[executor.submit(Work(submission=submission))] = answer, text
            for done, future in enumerate(as_completed(futures), 1):
                found.append(judged(*futures[future], future.result(), messages))
                say(f"{name} {done}/{len(mine)}")
    return sorted(found, key=lambda each: (each.answer.assignment, each.answer.name))


_ALTERED = """
import numpy as _numpy
_right_answer = {function}

def _altered(value):
    if isinstance(value, (tuple, list)):
        return type(value)(_altered(each) for each in value)
    if isinstance(value, (bool, str)) or value is None:
        return value
    if hasattr(value, "detach"):
        return value + 0.3 * (17.3 * value.detach() + {phase}).cos() * value if value.is_floating_point() else value
    array = _numpy.asarray(value)
    if array.dtype.kind in "iu":
        new = array + (array * {step} + 1) % 5
        return int(new) if isinstance(value, int) else new
    new = array + (0.3 * _numpy.cos(17.3 * array + {phase}) * (abs(array) + 0.1)).astype(array.dtype)
    return float(new) if isinstance(value, float) else new

def {function}(*args, **kwargs):
    return _altered(_right_answer(*args, **kwargs))
"""


def false_names(course: Course, jobs: int, only: Sequence[str], secrets: int) -> list[tuple[str, str]]:
    """What is said of unrelated mistakes: the task, and the sentence or nothing, for each answer and secret."""
    found = []
    for name in only or sorted({answer.assignment for answer in unseen_answers()}):
        assignment = course.assignment(name)
        sources = [
            path.read_text(encoding="utf-8") for path in sorted(assignment.independent_dir.glob("*.py"))
        ]
        with LocalExecutor(course, assignment, jobs) as executor:
            futures = {}
            for number, (task, secret) in enumerate(
                itertools.product(assignment.settings.tasks, range(secrets))
            ):
                text = sources[number % len(sources)]
                if re.search(rf"^def {task.function}\b", text, re.MULTILINE):
                    text += _ALTERED.format(function=task.function, phase=number, step=1 + number % 7)
                    file = SourceFile(name=assignment.settings.module, text=text)
                    submission = Submission(student="x", origin="x", sha256=f"{number}", files=(file,))
                    trial = Trial(salt=str(secret), task=task.id)
                    futures[executor.submit(Work(submission=submission, trial=trial))] = task.id
            for done, future in enumerate(as_completed(futures), 1):
                told = {t.mistake.sentence for t in future.result().report.tests if t.mistake}
                found.append((f"{name}/{futures[future]}", " / ".join(sorted(told))))
                say(f"{name} {done}/{len(futures)}")
    return found


def table(namings: Sequence[Naming]) -> str:
    """A row per kind of answer: how many were named, led, named otherwise, or got full marks."""
    rows = ["| | answers | named | named or led | other name | full marks |", "|---|---|---|---|---|---|"]
    for kind in KINDS:
        some = [each for each in namings if each.answer.kind == kind]
        if some:
            figures = (
                f"{sum(each.named for each in some) / len(some):.0%}",
                f"{sum(each.led for each in some) / len(some):.0%}",
                str(sum(bool(each.others) for each in some)),
                str(sum(each.full_marks for each in some)),
            )
            rows.append(f"| {kind} | {len(some)} | {' | '.join(figures)} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.naming", description=__doc__)
    parser.add_argument("assignments", nargs="*", help="all, if none is named")
    parser.add_argument(
        "--portion",
        choices=PORTIONS,
        help="the later ones were not graded while the engine before them was written",
    )
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="also print what each report said")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what each report said there")
    parser.add_argument(
        "--unrelated", type=int, metavar="SECRETS", help="measure false names on so many secrets"
    )
    options = parser.parse_args()
    if options.unrelated:
        told = false_names(find_course(str(ROOT)), options.jobs, options.assignments, options.unrelated)
        wrong = [(task, sentence) for task, sentence in told if sentence]
        print("\n".join(f"{task}: {sentence}" for task, sentence in wrong))
        print(
            f"{len(wrong)} false names in {len(told)} answers with an unrelated mistake ({len(wrong) / len(told):.2%})"
        )
        return
    namings = measure(find_course(str(ROOT)), options.jobs, options.assignments, options.portion or "")
    if options.list:
        for each in namings:
            mark = "named" if each.named else "led" if each.led else "-"
            print(f"\n{each.answer.assignment}/{each.answer.name} [{each.answer.kind}] {mark}:")
            print("    " + " / ".join(each.answer.mistakes))
            print("\n".join(f"    {text}" for text in each.sentences or each.messages))
    print(table(namings))
    if options.json:
        rows = [
            {"assignment": each.answer.assignment, "name": each.answer.name, "kind": each.answer.kind,
             "mistakes": each.answer.mistakes, "named": each.named, "led": each.led, "full_marks": each.full_marks,
             "sentences": each.sentences, "others": each.others, "messages": each.messages}
            for each in namings
        ]  # fmt: skip
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
