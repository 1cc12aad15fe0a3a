"""One side of a paired benchmark: a worker that is stopped except while it is asked something.

The worker is stopped with SIGSTOP, so that it cannot compute, or take the core from the other side, between its own
requests. All times are taken here, in the grader: wall time around a request, and the CPU time that the kernel has
counted for the worker.

One timed call is this sequence of requests (`grader.worker.timed_calls` answers them):

1. ``stage``: the inputs are sent. The challenge is drawn afterwards.
2. ``ping``: the worker has been resumed and answers.
3. ``run`` and ``commit``: the call, and the answer to the challenge. **This is the timed part.**
4. ``fetch`` and ``staged``, where they are wanted: the result, and the inputs after the call; on a GPU parts of them.
5. ``forget``: inputs and result are dropped.

Requests 1, 2, 4 and 5 are the time *outside* the call. CPU time between 5 and the next 1 counts as well: nothing is
asked then, so a worker should use none.
"""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.course import Limits
from grader.model import Device
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.gpu import running_children
from grader.sandbox.worker_client import Worker
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import Zygote
from grader.testing import Drawn
from grader.timing.processor_choice import pin

_STOP_TIMEOUT_S = 0.1


class TrustedCodeFailed(Exception):
    """Code of the staff or of the grader failed in a timed worker. The student is not at fault."""


class Challenge(NamedTuple):
    """What the worker has to compute from its result after the call. Drawn after the inputs were staged.

    The answer is the sum of ``pool[offset + i] * |result[i] - centre|`` over all elements i of the flat result.
    """

    offset: int
    centre: float
    shift: int = 0
    """After how many numbers of their draws the inputs begin, where they are drawn on a device."""


class Fetch(NamedTuple):
    """What is fetched after a call: the whole result or the whole inputs, or a part of each."""

    reply_bytes: int
    """The most that a reply may have."""
    start: float = 0.0
    """Share of the elements that are not fetched which lie before the part."""
    elements: int = 0
    """Elements of the part; 0 for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFacts:
    """What a trusted worker tells about a right result."""

    elements: int
    dtype: str
    """Of the elements, as numpy names it."""
    scale: float
    """Root mean square."""
    some: npt.NDArray[np.float64]
    """Elements at equal distances."""
    input_bytes: int


class RequestCost(NamedTuple):
    """Time of one or more requests."""

    wall_s: float
    cpu_s: float
    """CPU time of the worker."""


class CallTimes(NamedTuple):
    """The times of one call, and its answer to the challenge."""

    wall_s: float
    """Wall time of the call and the answer to the challenge."""
    cpu_s: float
    """CPU time of the worker in that time."""
    outside_s: float
    """CPU time of the worker since the call before and without this call. On a GPU, the requests after the call are
    counted by wall time, because the GPU's work is no CPU time."""
    answer: float
    """The answer to the challenge; NaN where the result is no array."""


class TimedWorker:
    """A worker with one module loaded, whose calls are timed.

    Parameters
    ----------
    zygote : Zygote
        The worker is forked from it.
    code : Code
        The module: the reference, or the student's.
    limits : Limits
    cores : set of int
        The processor cores it may use, the same for both sides. They are set before the module is imported.
    device : {"cpu", "cuda"}
        Where torch tensors among the inputs are placed.
    trusted : bool
        Whether the code is the staff's. Its failures are raised as `TrustedCodeFailed`.
    return_freed_memory : bool
        Whether freed memory goes back to the kernel at once, so that resident memory is what the worker holds. Never
        set for a student's code: the setting would tell it that memory is measured, and it could use less only then.

    Raises
    ------
    StudentError, WorkerFailure
        The module cannot be loaded.
    TrustedCodeFailed
        The same, if it is trusted.
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
        return_freed_memory: bool = False,
    ) -> None:
        self.worker = Worker(zygote.for_code(file.text for file in code.files), limits)
        self._device = device
        self._trusted = trusted
        try:
            pin(self.worker.pid, cores)
            with self._trusted_failures():
                self.worker.ask("ping")  # before it answers, it is still starting and its memory grows
            self.started_kib = resident_kib(self.worker.pid)
            with self._trusted_failures():
                code.load_into(self.worker)
                self.worker.ask("configure", device, return_freed_memory)
            self.loaded_kib = resident_kib(self.worker.pid)
            self._stop()
            self._last_request_cpu_s = self.worker.cpu_s
        except BaseException:  # on Ctrl-C as well, or the worker would outlive the grader
            self.worker.close()
            raise

    @contextmanager
    def running(self) -> Iterator[Worker]:
        """Let the worker run for the length of a ``with`` block. It is stopped again in any case."""
        self.worker.resume()
        try:
            with self._trusted_failures():
                yield self.worker
        finally:
            self._stop()

    @contextmanager
    def _trusted_failures(self) -> Iterator[None]:
        try:
            yield
        except (StudentError, WorkerFailure) as error:
            if not self._trusted:
                raise
            raise TrustedCodeFailed(f"{error}") from error

    def _stop(self) -> None:
        """Stop the worker, and wait until every thread has stopped: a running one gets the signal at its next tick."""
        self.worker.pause()
        deadline = time.monotonic() + _STOP_TIMEOUT_S
        while not _is_stopped(self.worker.pid) and time.monotonic() < deadline:
            pass

    def forget(self) -> None:
        """Drop the inputs and the result of the last call."""
        with self.running() as worker:
            worker.ask("forget")
        self._last_request_cpu_s = self.worker.cpu_s

    def set_pool(self, pool: Any) -> None:
        """Send the random numbers that challenges are made of.

        Parameters
        ----------
        pool : ndarray, Tensor or Drawn
            One-dimensional; longer than the largest offset plus the number of elements of a result.
        """
        with self.running() as worker:
            worker.ask("fill", *_part(pool))
        self._last_request_cpu_s = self.worker.cpu_s

    def stage(self, args: Sequence[Any]) -> None:
        """Send the inputs of the next call.

        Parameters
        ----------
        args : sequence
            Arrays and other data. For a `Drawn`, only its seed and shape are sent, and the worker draws the numbers.
        """
        parts = [_part(each) for each in args]
        with self.running() as worker:
            worker.ask("stage", parts)

    def describe_result(self, function: str) -> ResultFacts:
        """Call a function of a trusted worker on the staged inputs.

        Parameters
        ----------
        function : str

        Returns
        -------
        ResultFacts
        """
        with self.running() as worker:
            worker.ask("run", function)
            facts = worker.ask("describe")
            worker.ask("forget")
        self._last_request_cpu_s = self.worker.cpu_s
        return ResultFacts(**facts)

    def timed_call(
        self, function: str, challenge: Challenge, fetches: Mapping[str, Fetch] | None = None
    ) -> tuple[CallTimes, dict[str, Any]]:
        """Time a call on the staged inputs, including the answer to the challenge.

        Parameters
        ----------
        function : str
        challenge : Challenge
        fetches : mapping of str to Fetch, optional
            Requests to make after the call (``fetch``, ``staged``).

        Returns
        -------
        tuple of CallTimes and dict
            The times, and the replies to ``fetches``.

        Raises
        ------
        StudentError, WorkerFailure
            The call failed, or a reply is too large.
        TrustedCodeFailed
            The same, if the worker is trusted.
        """
        before_staging_cpu_s = self._last_request_cpu_s
        with self.running() as worker:
            worker.ask("ping")  # resuming the worker takes time that is no part of the call
            start, start_cpu_s = time.perf_counter(), worker.cpu_s
            worker.ask("run", function, *([challenge.shift] if challenge.shift else []))
            answer = self._answer_to(challenge)
            end, end_cpu_s = time.perf_counter(), worker.cpu_s
            fetched = {
                kind: worker.ask(kind, *each[1:] if each.elements else (), reply_bytes=each.reply_bytes)
                for kind, each in (fetches or {}).items()
            }
            worker.ask("forget")
            self._last_request_cpu_s = worker.cpu_s
            after_s = time.perf_counter() - end
        if self._device != "cuda":
            after_s = self._last_request_cpu_s - end_cpu_s
        outside_s = start_cpu_s - before_staging_cpu_s + after_s
        return CallTimes(end - start, end_cpu_s - start_cpu_s, outside_s, answer), fetched

    def _answer_to(self, challenge: Challenge) -> float:
        try:
            answer = self.worker.ask("commit", challenge.offset, challenge.centre)
        except StudentError:  # the result is no array
            return math.nan
        return float(answer) if isinstance(answer, (int, float)) else math.nan

    def measure_overhead(
        self, function: str, args: Sequence[Any], challenges: Sequence[Challenge]
    ) -> RequestCost:
        """What a timed call takes besides the function: one empty request and the challenge.

        The minimum of many is used. Noise in the overhead would be subtracted from the times of the student's calls.

        Parameters
        ----------
        function : str
        args : sequence
            Inputs of the call whose result answers the challenges.
        challenges : sequence of Challenge
            One repetition for each.

        Returns
        -------
        RequestCost
        """
        self.stage(args)
        with self.running() as worker:
            worker.ask("run", function)
            pings = [self._cost(lambda: worker.ask("ping")) for _ in challenges]
            commits = [self._cost(functools.partial(self._answer_to, one)) for one in challenges]
            worker.ask("forget")
        self._last_request_cpu_s = self.worker.cpu_s
        ping, commit = (RequestCost(*map(min, zip(*costs, strict=True))) for costs in (pings, commits))
        return RequestCost(ping.wall_s + commit.wall_s, ping.cpu_s + commit.cpu_s)

    def _cost(self, request: Callable[[], Any]) -> RequestCost:
        before_s, start = self.worker.cpu_s, time.perf_counter()
        request()
        wall_s = time.perf_counter() - start
        return RequestCost(wall_s, self.worker.cpu_s - before_s)

    @property
    def has_child_process(self) -> bool:
        """Whether the code left a process running. Stopping the worker would not stop it, nor would its time count."""
        return running_children(self.worker.pid) > 0

    def close(self) -> None:
        """End the worker."""
        self.worker.close()


def _part(value: Any) -> tuple[str, Any]:
    """A value as the worker is sent it: for a `Drawn` the recipe."""
    return ("drawn", value.recipe()) if isinstance(value, Drawn) else ("value", value)


def _is_stopped(pid: int) -> bool:
    """Whether no thread of the process runs or is ready to run. A process that is gone counts as stopped."""
    try:
        states = [
            stat.read_text().rpartition(") ")[2][0] for stat in Path(f"/proc/{pid}/task").glob("*/stat")
        ]
    except OSError:
        return True
    return not set(states) & set("RD")


def resident_kib(pid: int, field: str = "VmRSS") -> int:
    """Resident memory of a process, as the kernel counts it.

    Parameters
    ----------
    pid : int
    field : {"VmRSS", "VmHWM"}
        The memory now, or the highest so far.

    Returns
    -------
    int
        KiB.
    """
    text = Path(f"/proc/{pid}/status").read_text()
    return int(text.partition(f"{field}:")[2].split(maxsplit=1)[0])
