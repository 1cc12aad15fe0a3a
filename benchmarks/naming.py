"""How often a report names a mistake that nobody wrote down, on answers written without sight of the catalogue.

``python -m benchmarks.naming`` grades every answer of ``tests/catalogue/unseen`` under the default policy and compares
what its report says with what was accepted before it was graded (``expected.toml``):

- *named*: the sentence of a mistake meets one of the accepted phrasings;
- *led*: named, or a message, a hint or a line of code leads to the right term;
- *other name*: a mistake is named whose sentence is no accepted phrasing; somebody has to read it (``--list``);
- *full marks*: nothing was found.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figure import say
from grader.course import Course, find_course
from grader.course.known_mistakes import overlaid
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import Work
from grader.intake import Submission
from grader.model import Record, SourceFile, TestResult, Verdict

ROOT = Path(__file__).parents[1]
UNSEEN = ROOT / "tests" / "catalogue" / "unseen"
KINDS = ("catalogued", "one", "two", "right")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseenAnswer:
    """An answer and what a report on it should say."""

    assignment: str
    name: str
    kind: str
    """*catalogued* if its mistake is a known one, else *one* mistake, *two*, or *right*."""
    mistakes: tuple[str, ...]
    named: tuple[tuple[tuple[str, ...], ...], ...]
    """For each mistake the accepted phrasings, each a set of patterns that all occur."""
    led: tuple[tuple[tuple[str, ...], ...], ...]
    lines: tuple[str, ...]
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
        kind="catalogued" if entry.get("catalogued") else entry["kind"], lines=tuple(entry.get("lines", ())),
        text=(folder / f"{name}.py").read_text(encoding="utf-8"),
    )  # fmt: skip


def judged(answer: UnseenAnswer, source: str, record: Record) -> Naming:
    """Compare the record of a source with what was accepted."""
    failing = [test for test in record.report.tests if test.verdict is not Verdict.PASSED]
    found = {test.mistake.id: test.mistake.sentence for test in failing if test.mistake}
    texts = [*found.values(), *(text for test in failing for text in (test.message, test.hint))]
    code = source.splitlines()
    lines = {code[line.line - 1].strip() for test in failing for line in test.lines}
    by_line = any(line.strip() in lines for line in answer.lines)
    named = bool(answer.named) and all(_meets(found.values(), each) for each in answer.named)
    led = named or by_line or all(_meets(texts, both) for both in map(_joined, answer.named, answer.led))
    return Naming(
        answer=answer, full_marks=record.report.score == record.report.max_score, named=named, led=led,
        sentences=tuple(f"[{id_}] {text}" for id_, text in found.items()),
        others=tuple(
            f"[{id_}] {text}" for id_, text in found.items()
            if not any(_meets([text], each) for each in answer.named)
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


def measure(course: Course, jobs: int, only: Sequence[str] = ()) -> list[Naming]:
    """Grade the corpus."""
    answers = [a for a in unseen_answers() if not only or a.assignment in only]
    found = []
    for name in dict.fromkeys(answer.assignment for answer in answers):
        assignment = course.assignment(name)
        assert assignment.reference_path is not None
        reference = assignment.reference_path.read_text(encoding="utf-8")
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
                found.append(judged(*futures[future], future.result()))
                say(f"{name} {done}/{len(mine)}")
    return sorted(found, key=lambda each: (each.answer.assignment, each.answer.name))


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
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="also print what each report said")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write what each report said there")
    options = parser.parse_args()
    namings = measure(find_course(str(ROOT)), options.jobs, options.assignments)
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
    sys.exit(main())
