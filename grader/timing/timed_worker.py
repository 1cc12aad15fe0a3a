"""One side of a duel: a worker on a core of its own time, stopped while the other side runs."""

from __future__ import annotations

import functools
import math
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from grader.course import Limits
from grader.model import Device
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.gpu import running_children
from grader.sandbox.worker_client import Worker
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import Zygote
from grader.testing import Drawn

_STOP_S = 0.1


class TrustedFailed(Exception):
    """Code of the staff, or ours, failed where a student's is timed: nothing of it is the student's fault."""


class Challenge(NamedTuple):
    """What is drawn when the inputs are laid ready, and asked after the call."""

    offset: int
    centre: float


class Timed(NamedTuple):
    """One timed call, as the grader saw it."""

    wall_s: float
    """From the stamp before the call to the stamp after the answer to the challenge."""
    cpu_s: float
    """CPU time of the worker meanwhile, by the kernel."""
    around_s: float
    """CPU time of the worker, by the kernel, for all it was asked around that: from the first staged byte to the stamp,
    and from the answer until it has given everything back. On a GPU the second part is by the clock on the wall."""
    idle_cpu_s: float
    """CPU time after that and before the next staged byte: of the call before."""
    answer: float


class Player:
    """A worker that can be timed. It stands still but for what it is asked.

    Parameters
    ----------
    zygote : Zygote
    code : Code
        What it runs: the reference's module, or the student's.
    limits : Limits
    cores : set of int
        The processors it runs on, the same for both sides; set before the module is imported.
    device : {"cpu", "cuda"}
        Where torch tensors of its inputs lie.
    trusted : bool
        What it raises is raised as `TrustedFailed`.
    frugal : bool
        It gives freed memory back at once, so that its memory is what it holds. Nothing of a student's is ever told so:
        it could be modest there and nowhere else.
    """

    def __init__(
        self,
        zygote: Zygote,
        code: Code,
        limits: Limits,
        cores: Set[int],
        device: Device = "cpu",
        *,
        trusted: bool = False,
        frugal: bool = False,
    ) -> None:
        self.worker = Worker(zygote, limits)
        self._result_bytes = limits.reply_mib << 20
        self._device = device
        self._trusted = trusted
        try:
            os.sched_setaffinity(self.worker.pid, cores)
            with self._blamed():
                self.worker.ask("ping")  # until then it is still starting, and its memory grows
            self.fresh_kib = resident_kib(self.worker.pid)
            with self._blamed():
                code.load_into(self.worker)
                self.worker.ask("settle", device, frugal)
            self.loaded_kib = resident_kib(self.worker.pid)
            self._answered_cpu_s = self._staged_cpu_s = self._idle_cpu_s = 0.0
            self._stop()
            self._answered_cpu_s = self.worker.cpu_s
        except BaseException:  # Ctrl-C as well: no worker may stay
            self.worker.close()
            raise

    @contextmanager
    def awake(self) -> Iterator[Worker]:
        """Let the worker run for a while; it is stopped again, whatever happens."""
        self.worker.resume()
        try:
            with self._blamed():
                yield self.worker
        finally:
            self._stop()

    @contextmanager
    def _blamed(self) -> Iterator[None]:
        """What trusted code raises is no fault of the student's."""
        try:
            yield
        except (StudentError, WorkerFailure) as error:
            if not self._trusted:
                raise
            raise TrustedFailed(f"{error}") from error

    def _stop(self) -> None:
        """Stop it, and wait until every thread stands: a signal reaches a running one at its next tick."""
        self.worker.pause()
        deadline = time.monotonic() + _STOP_S
        while not _stands(self.worker.pid) and time.monotonic() < deadline:
            pass

    def forget(self) -> None:
        """Let it give back what its last call was given and made."""
        with self.awake() as worker:
            worker.ask("forget")
        self._answered_cpu_s = self.worker.cpu_s

    def fill(self, pool: Any) -> None:
        """Give it the numbers that challenges are drawn from."""
        with self.awake() as worker:
            worker.ask("fill", pool)
        self._answered_cpu_s = self.worker.cpu_s

    def stage(self, args: Sequence[Any]) -> None:
        """Lay the inputs of the next call ready."""
        self._staged_cpu_s = self.worker.cpu_s
        self._idle_cpu_s = self._staged_cpu_s - self._answered_cpu_s
        parts = [("drawn", a.recipe()) if isinstance(a, Drawn) else ("value", a) for a in args]
        with self.awake() as worker:
            worker.ask("stage", parts)

    def result(self, function: str) -> tuple[Any, Any]:
        """Call it without a clock, and fetch what it returns, and its inputs. Of a trusted side only."""
        with self.awake() as worker:
            worker.ask("run", function)
            value, inputs = (worker.ask(what, reply_bytes=self._result_bytes) for what in ("fetch", "staged"))
            worker.ask("forget")
        self._answered_cpu_s = self.worker.cpu_s
        return value, inputs

    def play(
        self, function: str, challenge: Challenge, looks: Mapping[str, int] | None = None
    ) -> tuple[Timed, dict[str, Any]]:
        """Stamp, call, challenge, answer, stamp; then what is looked at.

        Parameters
        ----------
        function : str
        challenge : Challenge
        looks : mapping of str to int, optional
            Requests that fetch something after the call, and how many bytes their answers may have.
        """
        with self.awake() as worker:
            worker.ask("ping")  # the way back from a standstill is not part of the call
            called, called_cpu_s = time.perf_counter(), worker.cpu_s
            worker.ask("run", function)
            answer = self._committed(challenge)
            answered, answered_cpu_s = time.perf_counter(), worker.cpu_s
            seen = {what: worker.ask(what, reply_bytes=most) for what, most in (looks or {}).items()}
            worker.ask("forget")
            self._answered_cpu_s = worker.cpu_s
            over = time.perf_counter()
        after_s = over - answered if self._device == "cuda" else self._answered_cpu_s - answered_cpu_s
        around_s = called_cpu_s - self._staged_cpu_s + after_s
        return Timed(
            answered - called, answered_cpu_s - called_cpu_s, around_s, self._idle_cpu_s, answer
        ), seen

    def _committed(self, challenge: Challenge) -> float:
        try:
            answer = self.worker.ask("commit", *challenge)
        except StudentError:  # the result is no array
            return math.nan
        return float(answer) if isinstance(answer, (int, float)) else math.nan

    def overhead(
        self, function: str, args: Sequence[Any], challenges: Sequence[Challenge]
    ) -> tuple[float, float]:
        """Seconds, and CPU seconds, of a timed call besides the function: the empty round trip and the challenge.

        Of a trusted side only. The least of many: what noise adds here must not be taken from a time there.
        """
        self.stage(args)
        with self.awake() as worker:
            worker.ask("run", function)
            trips = [self._cost(lambda: worker.ask("ping")) for _ in challenges]
            asked = [self._cost(functools.partial(worker.ask, "commit", *one)) for one in challenges]
            worker.ask("forget")
        self._answered_cpu_s = self.worker.cpu_s
        (trip_s, trip_cpu_s), (ask_s, ask_cpu_s) = (
            map(min, zip(*costs, strict=True)) for costs in (trips, asked)
        )
        return trip_s + ask_s, trip_cpu_s + ask_cpu_s

    def _cost(self, ask: Callable[[], Any]) -> tuple[float, float]:
        before_s, started = self.worker.cpu_s, time.perf_counter()
        ask()
        wall_s = time.perf_counter() - started
        return wall_s, self.worker.cpu_s - before_s

    @property
    def accompanied(self) -> bool:
        """It left a process of its own running, which is neither stopped nor counted with it."""
        return running_children(self.worker.pid) > 0

    def close(self) -> None:
        self.worker.close()


def _stands(pid: int) -> bool:
    """No thread of the process runs or may run, or it is gone."""
    try:
        states = [
            stat.read_text().rpartition(") ")[2][0] for stat in Path(f"/proc/{pid}/task").glob("*/stat")
        ]
    except OSError:
        return True
    return not set(states) & set("RD")


def resident_kib(pid: int, line: str = "VmRSS") -> int:
    """Memory of a process, by the kernel: now, or at its highest (``VmHWM``)."""
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.partition(f"{line}:")[2].split(maxsplit=1)[0])
