"""What of an assignment is timed: which entries, on which device, and of which submissions."""

from __future__ import annotations

import dataclasses
import importlib
import platform
from collections.abc import Sequence
from pathlib import Path

from grader.course import Assignment
from grader.course.performance import Performance
from grader.intake import Submission
from grader.model import Ending, PerformanceResult, SourceFile, TimingLog, Verdict
from grader.plugin import Outcome
from grader.sandbox import libraries
from grader.sandbox.gpu import gpus, used_bytes
from grader.sandbox.worker_session import Code, code_of
from grader.sandbox.zygote_client import Zygote, start_zygote
from grader.timing import Benchmark, Exam, Place, words

Timing = tuple[PerformanceResult, TimingLog | None]


class Timekeeper:
    """Times the functions that an assignment wants timed, submission after submission.

    Parameters
    ----------
    assignment : Assignment
    zygote : Zygote
        Of the assignment's libraries; what runs on a GPU gets one of its own.

    Raises
    ------
    CourseError
        The inputs of an entry are missing or cannot be imported.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        self._assignment = assignment
        self._zygote = zygote
        self._gpu_zygote: Zygote | None = None
        self._benchmarks = {p.id: Benchmark(assignment, p) for p in assignment.settings.performance}

    def time(self, submission: Submission, outcomes: Sequence[Outcome]) -> list[Timing]:
        """Every entry's result, and what it was judged by where something was timed."""
        return [self._one(entry, submission, outcomes) for entry in self._assignment.settings.performance]

    def close(self) -> None:
        if self._gpu_zygote is not None:
            self._gpu_zygote.close()

    def _one(self, entry: Performance, submission: Submission, outcomes: Sequence[Outcome]) -> Timing:
        if entry.device == "cuda" and not gpus():
            return self._without(entry, "no device", words.NO_DEVICE), None
        if not entry.module and not _right(entry, outcomes):
            return self._without(entry, "not run", words.NOT_RIGHT), None
        if entry.module and entry.module not in {file.name for file in submission.files}:
            return self._without(entry, "failed", words.no_file(entry.module)), None
        return self.exam(entry, submission.files).sit()

    def exam(self, entry: Performance, files: tuple[SourceFile, ...]) -> Exam:
        """What an entry demands of these files, ready to be sat."""
        if "torch" in entry.allowed:
            importlib.import_module("torch")  # tensors cross only to who has it loaded, and it takes a second
        return Exam(
            entry, self._assignment.function_of(entry), self._benchmarks[entry.id], self._place(entry),
            reference=self._reference(entry), student=self._code(entry, files),
            limits=self._assignment.settings.limits,
        )  # fmt: skip

    def _without(self, entry: Performance, ending: Ending, message: str) -> PerformanceResult:
        function = self._assignment.function_of(entry)
        return PerformanceResult(
            id=entry.id, task=entry.task, function=function, title=entry.title or function, device=entry.device,
            ending=ending, points=0.0, max_points=0.0 if ending == "no device" else entry.points, message=message,
        )  # fmt: skip

    def _place(self, entry: Performance) -> Place:
        if entry.device == "cpu":
            versions = {
                "python": platform.python_version(),
                **libraries.versions(self._assignment.settings.preload),
            }
            return Place(zygote=self._zygote, name=processor(), libraries=versions)
        if self._gpu_zygote is None:
            levels = tuple(level for level in (3, 2, 1) if level <= self._zygote.level)
            self._gpu_zygote = start_zygote(("torch",), entry.allowed, levels, gpu=True)
        device = gpus()[0]
        versions = {
            "python": platform.python_version(), **libraries.versions(entry.allowed), "driver": device.driver
        }  # fmt: skip
        return Place(zygote=self._gpu_zygote, name=device.name, libraries=versions, used_bytes=used_bytes)

    def _reference(self, entry: Performance) -> Code:
        path = self._assignment.reference_of(entry)
        name = self._assignment.module_of(entry)
        return self._code(entry, (SourceFile(name=name, text=path.read_text(encoding="utf-8")),))

    def _code(self, entry: Performance, files: tuple[SourceFile, ...]) -> Code:
        code = code_of(self._assignment, files)
        if not entry.module:
            return code
        return dataclasses.replace(
            code, module=entry.module.removesuffix(".py"), banned=libraries.banned_packages(entry.allowed),
            forbidden=entry.forbidden, allowed=", ".join((*entry.allowed, "the standard library")),
        )  # fmt: skip


def _right(entry: Performance, outcomes: Sequence[Outcome]) -> bool:
    """Every hidden test of the entry's task passed; there is at least one."""
    own = [o for o in outcomes if o.spec.mark.id == entry.task and o.spec.origin == "hidden"]
    return bool(own) and all(o.verdict is Verdict.PASSED for o in own)


def processor() -> str:
    """The processor's name, as the kernel knows it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
