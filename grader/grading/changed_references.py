"""Explain wrong numbers by a changed reference: what reproduces a student's numbers is what the student wrote.

Changed references run in a worker of their own, never in the student's. They are made once for a function, tried on the
smallest failing call, and what is left on all other calls, wrong and right. See `grader.changes.candidates`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import NamedTuple

import numpy as np

from grader.changes.candidates import LIKELY, OF_FORM, CandidateChange, candidate_changes
from grader.course import Assignment, Limits, Task
from grader.diagnosis import Call, Raised, Tolerance
from grader.grading.change_search import ChangeSearch, FoundChanges, size_of, wrong_parts
from grader.messages import join_sentences, say
from grader.model import Mistake
from grader.sandbox.call_failure import StudentError, UnsupportedArgument, WorkerFailure
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote
from grader.testing.result_names import result_names
from grader.testing.subject import FilePath
from grader.wire import Own, Unsendable
from grader.wire.structure import leaves

_DRIVER = "changed_references_driver"
_SENT_AT_ONCE = 200
_BATCH_S = 20.0
_SEARCH_S, _SUBMISSION_S = 4.0, 6.0
"""CPU seconds of the worker after which a search gives up, and after which those of a submission do."""
_MOST_CALLS = 60
"""Calls on which what is left is tried."""
_LARGEST_INPUT = 1 << 16
"""Most numbers among the arguments of a call that is tried."""
VAGUE = frozenset({
    "swap", "other_name", "step_dropped", "order", "power_added", "constant", "index", "condition_fixed", "border",
    "constant_other", "call_added", "term_added", "factor_added", "divisor_added", "complement", "index_dropped",
    "diagonal", "slope_added", "centred", "first_value",
    "narrowed",
})  # fmt: skip
"""Operators whose sentence says less than a proved relation between the numbers."""
_MOST_EXPLANATIONS = 2
"""Mistakes that are named at a time in the parts of one result."""
_FACTOR_NAMES = {2.0: "double", 0.5: "half", -1.0: "negative", 0.0: "zero"}


class Base(NamedTuple):
    """A module whose changes are tried: the reference, an independent right answer, or a known wrong one."""

    source: str
    sentence: str = ""
    """Of a known mistake."""
    is_reference: bool = False
    answer: str = ""
    """The name of an independent answer with words of its own."""


@dataclass(frozen=True, slots=True)
class _Explained:
    found: FoundChanges
    base: Base
    parts: tuple[int, ...]
    """The wrong parts of a tuple that it explains; empty if the result has no parts."""


class ChangedReferences:
    """Tries the changed references of an assignment.

    Parameters
    ----------
    assignment : Assignment
    zygote : Zygote
        The worker is forked from it.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        assert assignment.reference_path is not None
        self._reference = assignment.reference_path.read_text(encoding="utf-8")
        self._base = Base(self._reference, is_reference=True)
        answers = {answer.name: answer for answer in assignment.independent_answers}
        self._worded = [Base(a.source, answer=name) for name, a in answers.items() if a.phrases]
        self._others = [Base(a.source) for a in answers.values() if not a.phrases]
        self._phrases = {"": assignment.phrases, **{name: a.phrases for name, a in answers.items()}}
        self._assignment = assignment
        self._statement = _text_of(assignment)
        nodes = ast.parse(self._reference).body
        self._docstrings = {
            node.name: ast.get_docstring(node) or "" for node in nodes if isinstance(node, ast.FunctionDef)
        }
        self._functions = {task.function for task in assignment.settings.tasks}
        self._zygote = zygote
        self._limits = Limits(timeout_s=_BATCH_S, reply_mib=assignment.settings.limits.reply_mib)
        self._worker: Worker | None = None
        self._changes: dict[tuple[Base, str], list[CandidateChange]] = {}
        self._prepared: dict[tuple[Base, str], int] = {}
        self._left_s = _SUBMISSION_S

    def begin(self) -> None:
        """A new submission, with its whole time."""
        self._left_s = _SUBMISSION_S

    def find(self, task: Task, calls: Sequence[Call]) -> Mistake | None:
        """The mistake that the likeliest fitting change of the reference names, if there is one.

        Parameters
        ----------
        task : Task
        calls : sequence of Call
            All calls of its tests, right and wrong.
        """
        usable = [call for call in calls if call.function == task.function and _can_be_tried(call)]
        wrong = [call for call in usable if not call.right]
        if not wrong or len(wrong) < sum(not call.right for call in calls):
            return None
        right = sorted((call for call in usable if call.right), key=size_of)
        kept = [*sorted(wrong, key=size_of)[:_MOST_CALLS], *right[:_MOST_CALLS]]
        tolerance = Tolerance(rtol=task.rtol, atol=task.atol)
        with np.errstate(all="ignore"):
            parts = wrong_parts(kept, tolerance)
            found = self._explained(task, kept, tolerance, parts)
        return self._mistake(task.function, found, parts) if found else None

    @property
    def left_s(self) -> float:
        """CPU seconds that are left for the submission."""
        return self._left_s

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()

    def _explained(
        self, task: Task, calls: Sequence[Call], tolerance: Tolerance, parts: Sequence[int]
    ) -> list[_Explained]:
        """What explains every wrong number; else what explains each part of a tuple."""
        until_s = self._left_s - _SEARCH_S
        searches: dict[Base, ChangeSearch] = {}

        def search(base: Base) -> ChangeSearch:
            if base not in searches:
                runner = _Runner(self, base, task.function, until_s)
                searches[base] = ChangeSearch(runner, calls, tolerance)
            return searches[base]

        whole = self._most_telling((base, search(base).one()) for base in (self._base, *self._worded))
        if whole is not None:
            return [_Explained(whole[1], whole[0], tuple(parts))]
        found = self._of_parts(task, search, parts, known=True)
        if sum(len(each.parts) for each in found) < len(parts):
            # A known mistake says something of all parts, and for some of them it is not so.
            found = self._of_parts(task, search, parts, known=False)
        return _grouped(found)

    def _of_parts(
        self, task: Task, search: Callable[[Base], ChangeSearch], parts: Sequence[int], *, known: bool
    ) -> list[_Explained]:
        found = []
        for part in parts or (None,):
            for attempt in self._attempts(task, search, part, known=known):
                if attempt is not None:
                    found.append(_Explained(attempt[1], attempt[0], () if part is None else (part,)))
                    break
        return found

    def _most_telling(
        self, found: Iterable[tuple[Base, FoundChanges | None]]
    ) -> tuple[Base, FoundChanges] | None:
        """Of the changes of some modules the one whose sentence says most; the last of those that say as much.

        The form of a student's answer is nearer to that of an independent answer with words than to the reference's.
        """
        known = [(base, changes) for base, changes in found if changes is not None]
        return max(reversed(known), key=lambda each: _telling(each[1].changes[0]), default=None)

    def _attempts(
        self, task: Task, search: Callable[[Base], ChangeSearch], part: int | None, *, known: bool
    ) -> Iterator[tuple[Base, FoundChanges] | None]:
        with_words = (self._base, *self._worded)
        if part is not None:
            yield self._most_telling((base, search(base).one(part, known=known)) for base in with_words)
        for base in with_words:
            yield _of(base, search(base).combined(part, known=known))
        for base in self._others:
            yield _of(base, search(base).one(part))
        for mistake in self._assignment.known_mistakes if known else ():
            if mistake.task == task.id:
                base = Base(mistake.source, mistake.message)
                yield _of(base, search(base).one(part))

    def _mistake(self, function: str, found: Sequence[_Explained], parts: Sequence[int]) -> Mistake:
        sentences = [self._sentence(function, each) for each in found]
        if sum(len(each.parts) for each in found) < len(parts):
            sentences.append(say("change.others_wrong"))
        ids = [f"change:{change.operator}" for each in found for change in each.found.changes]
        return Mistake(id="+".join(dict.fromkeys(ids)), sentence=join_sentences(*dict.fromkeys(sentences)))

    def _sentence(self, function: str, explained: _Explained) -> str:
        subject, found = self._subject(function, explained.parts), explained.found
        if found.coefficients:
            terms = zip(found.changes, found.coefficients, found.factors, strict=True)
            return join_sentences(*(self._coefficient(*term, subject) for term in terms))
        if explained.base.sentence or len(found.changes) > 1:
            share = say("change.share")
            both = [self._change(change, share) for change in found.changes]
            first, second = [explained.base.sentence, *both] if explained.base.sentence else both
            return say("change.pair", first=first, second=second)
        return self._change(found.changes[0], subject)

    def _subject(self, function: str, parts: Sequence[int]) -> str:
        names = self.result_names(function)
        if not parts or len(parts) == len(names) or max(parts) >= len(names):
            return say("change.numbers")
        if len(parts) == 1:
            return say("change.one_part", part=names[parts[0]])
        return say("change.parts", parts=", ".join(names[part] for part in parts))

    def _change(self, change: CandidateChange, subject: str) -> str:
        if change.operator == "known":
            return change.values["sentence"]
        sentences = [say(change.message_id, subject=subject, **change.values)]
        if change.target:
            sentences.append(say("change.target", target=change.target))
        if change.names and not change.values:
            sentences.append(say("change.place", names=", ".join(change.names)))
        if not change.own and change.function in self._functions:
            sentences.append(say("change.in_function", function=change.function))
        return join_sentences(*sentences)

    def _coefficient(self, change: CandidateChange, coefficient: float, factor: str, subject: str) -> str:
        kind = "quantity" if factor else _FACTOR_NAMES.get(round(coefficient, 6), "other")
        values = {"subject": subject} | ({"factor": factor} if factor else {})
        what = change.values.get("what", "")
        if what:
            return say(f"change.coefficient.{kind}.of", **values, what=what)
        place = say("change.place", names=", ".join(change.names)) if change.names else ""
        return join_sentences(say(f"change.coefficient.{kind}", **values), place)

    def result_names(self, function: str) -> tuple[str, ...]:
        """What the docstring of a function calls the parts of its result; empty for a class."""
        return result_names(self._docstrings.get(function, ""))

    def changes_of(self, base: Base, function: str) -> list[CandidateChange]:
        """The changes of a function: of the reference all, and the known mistakes; of other modules the likely ones."""
        key = base, function
        if key not in self._changes:
            operators = None if base.is_reference else OF_FORM if base.answer else LIKELY
            phrases, statement = self._phrases[base.answer], self._statement
            if not base.is_reference:
                statement += self._docstrings.get(function, "")
            # A change of what a known mistake has altered would say of it that it is another one.
            unaltered = self._reference if base.sentence else ""
            made = candidate_changes(
                base.source, function, statement, phrases, operators, self._functions, unaltered
            )
            self._changes[key] = [*self._known(function), *made] if base.is_reference else made
        return self._changes[key]

    def _known(self, function: str) -> Iterator[CandidateChange]:
        tasks = {task.id for task in self._assignment.settings.tasks if task.function == function}
        for mistake in self._assignment.known_mistakes:
            if mistake.task in tasks:
                yield CandidateChange(
                    function=function, operator="known", text=mistake.source, message_id="",
                    values={"sentence": mistake.message}, names=(), own=True,
                )  # fmt: skip

    def answers(
        self, base: Base, function: str, numbers: Sequence[int], call: Call
    ) -> tuple[float, list[object]]:
        """What some changes of a function give for a call, a value or `Raised`, and the CPU seconds it took."""
        first = self._prepare(base, function)
        assert self._worker is not None
        cpu_s, found = self._worker.call(
            f"{_DRIVER}:answers",
            ([first + number for number in numbers], call.function, list(call.args), call.kwargs),
        ).value
        self._left_s -= cpu_s
        return cpu_s, [value if kind == "value" else Raised(value) for kind, value in found]

    def shapes(self, base: Base, call: Call) -> Mapping[str, Mapping[str, str]]:
        """What kinds of values the local names of a module's functions hold in a call."""
        try:
            self._prepare(base, call.function)
            assert self._worker is not None
            found: Mapping[str, Mapping[str, str]] = self._worker.call(
                f"{_DRIVER}:shapes", (base.source, call.function, list(call.args), call.kwargs)
            ).value
        except (StudentError, WorkerFailure, Unsendable, UnsupportedArgument):
            return {}
        return found

    def _prepare(self, base: Base, function: str) -> int:
        """Send the changes of a function to the worker; the number of the first of them there."""
        if self._worker is None or not self._worker.alive:
            self._worker, self._prepared = Worker(self._zygote, self._limits), {}
            text = resources.files("grader.changes").joinpath("driver.py").read_text(encoding="utf-8")
            self._worker.load([(f"{_DRIVER}.py", text, [])], _DRIVER)
        key = base, function
        if key not in self._prepared:
            changes = self.changes_of(base, function)
            bodies = {change.function: list(change.body.statements) for change in changes if change.body}
            self._worker.call(f"{_DRIVER}:add_module", (base.source, bodies))
            sent = [(change.function, change.place, change.text) for change in changes]
            firsts = [
                self._worker.call(
                    f"{_DRIVER}:prepare", (base.source, sent[start : start + _SENT_AT_ONCE])
                ).value
                for start in range(0, len(sent), _SENT_AT_ONCE)
            ]
            self._prepared[key] = firsts[0] if firsts else 0
        return self._prepared[key]


def _has_shapes(change: CandidateChange, kinds: Mapping[str, str]) -> bool:
    """Whether a change puts together only values of one shape; a smaller shape or a number may be added."""
    name, other = change.exchanged or change.joined or ("", "")
    if name not in kinds or other not in kinds or kinds[name] == kinds[other]:
        return True
    return change.exchanged is None and (kinds[other] == "number" or _ends_with(kinds[name], kinds[other]))


def _ends_with(shape: str, end: str) -> bool:
    """Whether the last lengths of a shape are those of another one, as broadcasting needs it."""
    lengths, last = (each.strip("(,)").split(", ") for each in (shape, end))
    return lengths[-len(last) :] == last


def _telling(change: CandidateChange) -> int:
    """How much the sentence of a change says."""
    if change.operator == "known":
        return 4
    return 2 * (change.operator not in VAGUE) + bool(change.values)


def _of(base: Base, found: FoundChanges | None) -> tuple[Base, FoundChanges] | None:
    return None if found is None else (base, found)


class _Runner:
    """The changes of one function of one module, for one search."""

    def __init__(self, owner: ChangedReferences, base: Base, function: str, until_s: float) -> None:
        self._owner = owner
        self._base = base
        self._function = function
        self._until_s = max(until_s, 0.0)
        self._fitting: dict[int, list[int]] = {}

    @property
    def changes(self) -> Sequence[CandidateChange]:
        return self._owner.changes_of(self._base, self._function)

    @property
    def left_s(self) -> float:
        return self._owner.left_s - self._until_s

    def answers(self, numbers: Sequence[int], call: Call) -> list[object]:
        return self._owner.answers(self._base, self._function, numbers, call)[1]

    def fitting(self, call: Call) -> list[int]:
        if id(call) not in self._fitting:
            shapes = self._owner.shapes(self._base, call)
            self._fitting[id(call)] = [
                number for number, change in enumerate(self.changes)
                if _has_shapes(change, shapes.get(change.function, {}))
            ]  # fmt: skip
        return self._fitting[id(call)]


def _grouped(found: Sequence[_Explained]) -> list[_Explained]:
    """One entry for each explanation, with all parts that it explains."""
    parts: dict[tuple[int, ...], list[int]] = {}
    first: dict[tuple[int, ...], _Explained] = {}
    for each in found:
        key = tuple(map(id, each.found.changes))
        first.setdefault(key, each)
        parts.setdefault(key, []).extend(each.parts)
    grouped = [_Explained(each.found, each.base, tuple(parts[key])) for key, each in first.items()]
    return sorted(grouped, key=lambda each: -len(each.parts))[:_MOST_EXPLANATIONS]


def _can_be_tried(call: Call) -> bool:
    values = list(leaves((call.args, call.kwargs)))
    if any(isinstance(leaf, (Own, FilePath)) for leaf in values):
        return False
    return size_of(call) <= _LARGEST_INPUT


def _text_of(assignment: Assignment) -> str:
    path = assignment.folder / "README.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
