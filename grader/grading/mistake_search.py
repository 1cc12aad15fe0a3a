"""Find the mistake behind a task's failing tests: a known wrong answer, or a relation the numbers prove."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.course import Assignment, Limits, Task
from grader.diagnosis import Call, Explanation, Raised, Tolerance, explain, match_wrong
from grader.diagnosis.call_conditions import common_condition
from grader.diagnosis.failing_calls import equals
from grader.diagnosis.known_answers import NAMED_AT_MOST
from grader.grading.change_search import calls_of_part, wrong_parts
from grader.grading.changed_references import VAGUE, ChangedReferences
from grader.messages import join_sentences, say
from grader.model import TOO_STRICT, CodeLine, Mistake, SourceFile, Verdict
from grader.plugin import Outcome
from grader.sandbox.call_failure import StudentError, WorkerDied, WorkerFailure
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote
from grader.testing.equality import UNSTATED
from grader.testing.subject import FilePath
from grader.wire import Own, Unsendable, encode
from grader.wire.structure import leaves, mapped

_CACHE_SIZE = 4096
_WEAK_RELATIONS = (
    "factor:constant", "factor:per_", "offset:constant", "offset:per_", "layout:permuted", "layout:ascending",
    "layout:descending", "edge:", "precision:digits", "normalise:", "nan:", "state:same_answer", "state:unfilled",
    "state:zero_rows",
)  # fmt: skip
"""Relations whose sentence says less than that of a changed reference."""
_BAD = (Verdict.FAILED, Verdict.ERROR)
_RAISES = re.compile(r"\s*(raise|assert)\b")


class WrongAnswers:
    """What known mistakes give for calls. They run in a worker of their own."""

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        self._zygote = zygote
        self._limits = Limits(timeout_s=assignment.settings.limits.timeout_s)
        self._worker: Worker | None = None
        self._loaded: set[str] = set()
        self._cache: dict[bytes, Any] = {}
        self._sources = {mistake.id: mistake.source for mistake in assignment.known_mistakes}
        self.sentences = {mistake.id: mistake.message for mistake in assignment.known_mistakes}

    def of_task(self, task: Task) -> list[str]:
        return [name for name in self._sources if name.startswith(f"{task.id}__")]

    def answer(self, name: str, call: Call) -> Any:
        """What the wrong answer gives for a call: a value, or `Raised`."""
        try:
            key = _digest(name, call)
        except Unsendable:  # a function of the test among the arguments: nothing to know it by again
            return self._ask(name, call)
        if key not in self._cache:
            if len(self._cache) >= _CACHE_SIZE:
                self._cache.clear()
            self._cache[key] = self._ask(name, call)
        return self._cache[key]

    def _ask(self, name: str, call: Call) -> Any:
        try:
            try:
                return self._call(name, call)
            except WorkerDied:  # perhaps ended from outside: once more, in a fresh one
                return self._call(name, call)
        except StudentError as error:
            return Raised(error.type_name)
        except WorkerFailure as failure:
            return Raised(failure.verdict)

    def _call(self, name: str, call: Call) -> Any:
        worker = self._ready(name)
        return worker.call(
            f"{name}:{call.function}", within(call.args, name), within(call.kwargs, name)
        ).value

    def _ready(self, name: str) -> Worker:
        if self._worker is None or not self._worker.alive:
            self._worker, self._loaded = Worker(self._zygote, self._limits), set()
        if name not in self._loaded:
            self._worker.load([(f"{name}.py", self._sources[name], [])], name)
            self._loaded.add(name)
        return self._worker

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()


def find_mistakes(
    assignment: Assignment,
    outcomes: Sequence[Outcome],
    wrong: WrongAnswers,
    changed: ChangedReferences,
    files: Sequence[SourceFile],
) -> dict[str, Mistake]:
    """The mistake of each task that has one, on the evidence of all its tests together."""
    found = {}
    changed.begin()
    for task in assignment.settings.tasks:
        own = [o for o in outcomes if o.spec.mark.id == task.id]
        if not any(o.verdict in _BAD for o in own):
            continue
        mistake = (
            _missing_check(own)
            or _other_exception(own)
            or _find(task, _evidence(_compared_calls(own)), wrong, changed)
            or _strict_check(own, files)
        )
        if mistake is not None:
            found[task.id] = mistake
    return found


def _missing_check(outcomes: Sequence[Outcome]) -> Mistake | None:
    """A rule for inputs that the code does not check, if nothing else is wrong."""
    rules = {outcome.rule for outcome in outcomes if outcome.verdict in _BAD}
    stated = rules - {UNSTATED}
    if len(stated) != 1 or not all(rules):
        return None
    rule = stated.pop()
    tried = [call for call in _calls_without_values(outcomes) if call.rule == rule]
    accepted, refused = [c for c in tried if not c.right], [c for c in tried if c.right]
    if not accepted or not refused:
        return Mistake(id="check:missing", sentence=say("check:missing", rule=rule))
    condition = common_condition(accepted, refused)
    where = say("check:missing.where", condition=condition) if condition else ""
    sentence = join_sentences(say("check:missing.in_part"), where, say("check:missing.rule", rule=rule))
    return Mistake(id="check:missing", sentence=sentence)


def _other_exception(outcomes: Sequence[Outcome]) -> Mistake | None:
    """That an exception has the wrong class, if nothing else is wrong."""
    sentences = {outcome.other_exception for outcome in outcomes if outcome.verdict in _BAD}
    if len(sentences) != 1 or not all(sentences):
        return None
    return Mistake(id="check:other_exception", sentence=sentences.pop())


def _strict_check(outcomes: Sequence[Outcome], files: Sequence[SourceFile]) -> Mistake | None:
    """That the code itself raises for legal inputs, if nothing else is wrong."""
    bad = [outcome for outcome in outcomes if outcome.verdict in _BAD]
    texts = {file.name: file.text.splitlines() for file in files}
    if not all(outcome.lines and _RAISES.match(_line_of(texts, outcome.lines[-1])) for outcome in bad):
        return None
    stopped = [call for call in _calls_without_values(bad) if call.error]
    passed = [c for outcome in outcomes for c in _calls_of(outcome) if c.right and not c.rule]
    condition = common_condition(stopped, passed)
    sentence = say(f"{TOO_STRICT}.where", condition=condition) if condition else say(TOO_STRICT)
    return Mistake(id=TOO_STRICT, sentence=sentence)


def _calls_of(outcome: Outcome) -> list[Call]:
    return [call() for call in outcome.compared]


def _calls_without_values(outcomes: Sequence[Outcome]) -> list[Call]:
    """Calls that the student's code stopped, and those that it must refuse."""
    return [call for outcome in outcomes for call in _calls_of(outcome) if call.error or call.rule]


def _line_of(texts: Mapping[str, Sequence[str]], place: CodeLine) -> str:
    text = texts.get(place.file, ())
    return text[place.line - 1] if place.cell is None and 0 < place.line <= len(text) else ""


def _compared_calls(outcomes: Sequence[Outcome]) -> list[list[Call]]:
    """The calls of each test: those whose values were compared, else the one that shows another fault."""
    found = []
    for outcome in outcomes:
        calls = [call for call in _calls_of(outcome) if not call.error and not call.rule]
        if outcome.verdict in _BAD and outcome.call is not None and all(call.right for call in calls):
            calls.append(outcome.call)
        found.append(calls)
    return found


def _distinct(calls: Sequence[Call]) -> list[Call]:
    """One call for each input; a wrong one before a right one."""
    found: dict[bytes, Call] = {}
    for call in calls:
        try:
            key = _digest("", call)
        except Unsendable:
            key = str(len(found)).encode()
        if key not in found or found[key].right:
            found[key] = call
    return list(found.values())


def _evidence(calls_of_tests: Sequence[Sequence[Call]]) -> list[list[Call]]:
    """Sets of calls to be explained: all; then the first wrong one of each test, and all that were right.

    A test that goes through many types often fails for a second reason in its later calls.
    """
    every = _distinct([call for calls in calls_of_tests for call in calls])
    wrong = ([call for call in calls if not call.right] for calls in calls_of_tests)
    first = _distinct([call for calls in wrong for call in calls[:1]])
    return [every, [*first, *(call for call in every if call.right)]]


def _find(
    task: Task,
    evidence: Sequence[Sequence[Call]],
    wrong: WrongAnswers,
    changed: ChangedReferences | None = None,
) -> Mistake | None:
    """A mistake that explains every wrong value; else one that does so but for calls with integers of few bits.

    A wrong answer that does not convert these overflows as well, which no known mistake does. ``evidence`` holds the
    calls to be explained; where nothing does, the next of them are tried.
    """
    sets: dict[frozenset[int], Sequence[Call]] = {}
    for calls in evidence:
        plain = [call for call in calls if call.right or not _overflows((call.args, call.kwargs))]
        for some in (calls, plain):
            if any(not call.right for call in some):
                sets.setdefault(frozenset(map(id, some)), some)
    chosen = list(sets.values())
    tolerance = Tolerance(rtol=task.rtol, atol=task.atol)
    known = (_known(task, some, wrong, tolerance) for some in chosen)
    proved = (_proved(some, tolerance) for some in chosen)
    tried = _tried(task, chosen, changed)
    names = changed.result_names(task.function) if changed is not None else ()
    of_parts = (_proved_of_parts(some, tolerance, names) for some in chosen)
    return next((found for found in itertools.chain(known, _best(tried, proved, of_parts)) if found), None)


def _tried(
    task: Task, chosen: Sequence[Sequence[Call]], changed: ChangedReferences | None
) -> Iterator[Mistake | None]:
    if changed is None:
        return
    for some in chosen:
        yield changed.find(task, some)


def _best(
    tried: Iterator[Mistake | None], proved: Iterator[Mistake | None], of_parts: Iterator[Mistake | None]
) -> Iterator[Mistake | None]:
    """A relation between the numbers before a changed reference, unless its sentence says less."""
    relation = next((found for found in proved if found), None)
    if relation is not None and not relation.id.startswith(_WEAK_RELATIONS):
        yield relation
    change = next((found for found in tried if found), None)
    if change is not None and not VAGUE.intersection(re.findall(r"change:(\w+)", change.id)):
        yield change
    yield relation
    yield next((found for found in of_parts if found), None)
    yield change


def _known(task: Task, calls: Sequence[Call], wrong: WrongAnswers, tolerance: Tolerance) -> Mistake | None:
    failing = [call for call in calls if not call.right]
    answers = {name: [wrong.answer(name, call) for call in failing] for name in wrong.of_task(task)}
    names = match_wrong(failing, answers, tolerance)
    names = [name for name in names if not _is_refuted(name, calls, wrong, tolerance)]
    if not names:
        return None
    if len(names) == 1:
        return Mistake(id=names[0], sentence=wrong.sentences[names[0]])
    first, second = (wrong.sentences[name] for name in names)
    return Mistake(id="|".join(names), sentence=say("finding.either", first=first, second=second))


def _is_refuted(name: str, calls: Sequence[Call], wrong: WrongAnswers, tolerance: Tolerance) -> bool:
    """Whether the mistake would have shown in a call that was right."""
    least = Tolerance(rtol=max(tolerance.rtol, 1e-6), atol=tolerance.atol)
    for call in calls:
        if call.right:
            granted = least.or_wider(call.tolerance)
            answer = wrong.answer(name, call)
            if not (equals(answer, call.expected, granted) or equals(call.actual, answer, granted)):
                return True
    return False


def _proved(calls: Sequence[Call], tolerance: Tolerance) -> Mistake | None:
    finding = explain(calls, tolerance)
    return Mistake(id=finding.id, sentence=finding.sentence) if finding else None


def _proved_of_parts(calls: Sequence[Call], tolerance: Tolerance, names: Sequence[str]) -> Mistake | None:
    """A relation for each wrong part of a tuple that has one; there may be two different ones."""
    wrong = wrong_parts(calls, tolerance)
    if len(names) <= max(wrong, default=0):
        return None
    found = {part: explain(list(calls_of_part(calls, part, tolerance)), tolerance) for part in wrong}
    parts: dict[Explanation, list[str]] = {}
    for part, finding in found.items():
        if finding:
            parts.setdefault(finding, []).append(names[part])
    if not 1 <= len(parts) <= NAMED_AT_MOST:
        return None
    sentences = [
        say("finding.part", parts=", ".join(some), sentence=finding.sentence)
        for finding, some in parts.items()
    ]
    if not all(found.values()):
        sentences.append(say("change.others_wrong"))
    return Mistake(id="+".join(finding.id for finding in parts), sentence=join_sentences(*sentences))


def within(value: Any, module: str) -> Any:
    """Arguments whose functions of the module under test are those of another module."""
    return mapped(value, lambda leaf: Own(leaf.name, module) if isinstance(leaf, Own) else leaf)


def _overflows(value: Any) -> bool:
    """Whether arithmetic with these arguments as they come may leave the range of an integer type."""
    arrays = (leaf for leaf in leaves(value) if isinstance(leaf, (np.ndarray, np.generic)))
    return any(array.dtype.kind in "iu" and array.itemsize < 8 for array in arrays)


def _digest(name: str, call: Call) -> bytes:
    digest = hashlib.sha256(f"{name}\0{call.function}\0".encode())
    for part in plain_data(call):
        digest.update(part)
    return digest.digest()


def plain_data(call: Call) -> list[bytes]:
    """The inputs of a call as bytes.

    Raises
    ------
    Unsendable
        A function or file of the test's or an object of a worker's is among them: another worker has none of these.
    """
    if any(isinstance(leaf, FilePath) for leaf in leaves((call.args, call.kwargs))):
        raise Unsendable("a file that another worker does not have")
    return encode(0, 0, "", (list(call.args), call.kwargs), _kept, 1 << 31)


def _kept(value: Any) -> Own | None:
    return value if isinstance(value, Own) else None
