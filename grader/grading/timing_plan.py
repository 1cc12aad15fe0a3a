"""Which functions of a submission are timed, on which device, and why some are not."""

from __future__ import annotations

import dataclasses
import importlib
import platform
from collections.abc import Sequence
from pathlib import Path

from grader.course import Assignment
from grader.course.performance import Performance
from grader.intake import Submission
from grader.messages import say
from grader.model import Ending, PerformanceResult, SourceFile, TimingLog, Verdict
from grader.plugin import Outcome
from grader.sandbox import libraries
from grader.sandbox.gpu import gpus, used_bytes
from grader.sandbox.worker_session import Code, code_of
from grader.sandbox.zygote_client import Zygote, start_zygote
from grader.timing import Benchmark, TimingDevice, TimingRun

Timing = tuple[PerformanceResult, TimingLog | None]
"""The result for the report, and the times, if the function was timed."""


class TimingPlan:
    """Times the functions that an assignment wants timed, for one submission after the other.

    Parameters
    ----------
    assignment : Assignment
    zygote : Zygote
        With the assignment's libraries. Functions for a GPU get another zygote, which is started when it is needed.

    Raises
    ------
    CourseError
        ``hidden/benchmark.py`` is missing or cannot be imported.
    """

    def __init__(self, assignment: Assignment, zygote: Zygote) -> None:
        self._assignment = assignment
        self._zygote = zygote
        self._gpu_zygote: Zygote | None = None
        self._benchmarks = {p.id: Benchmark(assignment, p) for p in assignment.settings.performance}

    def time(self, submission: Submission, outcomes: Sequence[Outcome]) -> list[Timing]:
        """Time every function of the plan, or say why it is not timed.

        Parameters
        ----------
        submission : Submission
        outcomes : sequence of Outcome
            Of the submission's tests.

        Returns
        -------
        list of Timing
            One for each ``[[performance]]`` entry.

        Raises
        ------
        CourseError
            The reference or ``hidden/benchmark.py`` fails.
        """
        return [
            self._time_entry(entry, submission, outcomes) for entry in self._assignment.settings.performance
        ]

    def close(self) -> None:
        """End the GPU's zygote, if there is one."""
        if self._gpu_zygote is not None:
            self._gpu_zygote.close()

    def _time_entry(self, entry: Performance, submission: Submission, outcomes: Sequence[Outcome]) -> Timing:
        if entry.device == "cuda" and not gpus():
            return self._not_timed(entry, "no device", say("timing.no device.meaning")), None
        if not entry.module and not _task_passed(entry, outcomes):
            return self._not_timed(entry, "not run", say("timing.not run.meaning")), None
        if entry.module and entry.module not in {file.name for file in submission.files}:
            return self._not_timed(entry, "failed", say("timing.no_file", file=entry.module)), None
        return self.timing_run(entry, submission.files).run()

    def timing_run(self, entry: Performance, files: tuple[SourceFile, ...]) -> TimingRun:
        """The timing run of one entry for these files; it has not started yet.

        Parameters
        ----------
        entry : Performance
        files : tuple of SourceFile
            Of the submission.

        Returns
        -------
        TimingRun
        """
        if "torch" in entry.allowed:
            importlib.import_module(
                "torch"
            )  # it takes a second, and only a process that has it can read tensors
        return TimingRun(
            entry, self._assignment.function_of(entry), self._benchmarks[entry.id], self._device(entry),
            reference=self._reference(entry), student=self._code(entry, files),
            limits=self._assignment.settings.limits,
        )  # fmt: skip

    def _not_timed(self, entry: Performance, ending: Ending, message: str) -> PerformanceResult:
        function = self._assignment.function_of(entry)
        return PerformanceResult(
            id=entry.id, task=entry.task, function=function, title=entry.title or function, device=entry.device,
            ending=ending, points=0.0, max_points=0.0 if ending == "no device" else entry.points, message=message,
        )  # fmt: skip

    def _device(self, entry: Performance) -> TimingDevice:
        if entry.device == "cpu":
            versions = {
                "python": platform.python_version(),
                **libraries.versions(self._assignment.settings.preload),
            }
            return TimingDevice(zygote=self._zygote, name=processor_name(), libraries=versions)
        if self._gpu_zygote is None:
            levels = tuple(level for level in (3, 2, 1) if level <= self._zygote.level)
            self._gpu_zygote = start_zygote(("torch",), entry.allowed, levels, gpu=True)
        gpu = gpus()[0]
        versions = {
            "python": platform.python_version(), **libraries.versions(entry.allowed), "driver": gpu.driver
        }  # fmt: skip
        return TimingDevice(zygote=self._gpu_zygote, name=gpu.name, libraries=versions, used_bytes=used_bytes)

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


def _task_passed(entry: Performance, outcomes: Sequence[Outcome]) -> bool:
    """Whether every hidden test of the entry's task passed, and there is at least one."""
    own = [o for o in outcomes if o.spec.mark.id == entry.task and o.spec.origin == "hidden"]
    return bool(own) and all(o.verdict is Verdict.PASSED for o in own)


def processor_name() -> str:
    """The processor's name as the kernel gives it, else the machine's architecture."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
