"""An executor whose submissions are graded on the workers of a Dask cluster."""

from __future__ import annotations

import queue
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from grader.cluster.batch_message import (
    BatchOrder,
    BatchRefused,
    Graded,
    NeedsBundle,
    OtherVersions,
    decode_answer,
    encode,
    versions_here,
)
from grader.cluster.batch_task import clear_worker, compare_versions, grade_batch
from grader.cluster.bundle import bundle_digest, pack_bundle
from grader.cluster.cluster_connection import ClusterError, workers_of
from grader.course import Assignment, Course
from grader.grading.executor import ExecutorFactory
from grader.grading.process_protocol import Work, as_error
from grader.grading.process_protocol import encode as encode_work
from grader.grading.ungraded import lost_record, unread_record
from grader.grading.unit_key import judging_packages
from grader.intake import PendingSubmission, RejectedSubmission, read_submission
from grader.model import Record

if TYPE_CHECKING:
    from distributed import Client

BATCH: Final = 20
"""Submissions of one task: alone each costs a sixth more. As bytes they are small."""
_ROUNDS: Final = 3
"""Batches that each worker should get at least, so that all end at about the same time."""
_GATHER_S: Final = 0.05
"""Seconds that a batch waits for further submissions."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A submission under way."""

    work: Work
    future: Future[Record]


@dataclass(slots=True)
class _Batch:
    """Submissions that one task grades."""

    units: Sequence[_Unit]
    bundle: bytes = b""
    """The files of the course, where a worker has asked for them."""


class ClusterExecutor:
    """Grades submissions of one assignment on a cluster.

    A batch whose worker ends is given to another one. Where that ends too, each of its submissions goes alone, and
    what ends a worker again is not graded.

    Parameters
    ----------
    client : Client
        Connected to the scheduler.
    course, assignment : Course, Assignment
    expected : int
        About how many submissions will come: few are spread over all workers.
    highest_level : int
        Use no stronger isolation than this.

    Raises
    ------
    ClusterError
        There is no worker that could grade this assignment, or one would grade with other code than this machine.
    """

    def __init__(
        self, client: Client, course: Course, assignment: Assignment, expected: int, highest_level: int = 3
    ) -> None:
        self._client = client
        self._assignment = assignment
        self._folders = str(course.folder), str(course.reference_dir)
        self._bundle = pack_bundle(course, assignment)
        self._order = encode(
            BatchOrder(
                bundle=bundle_digest(self._bundle), assignment=assignment.id,
                seed_key=course.seed_key(assignment.id), highest_level=highest_level,
                versions=versions_here(judging_packages(assignment)),
            )
        )  # fmt: skip
        self._resources = _needed_resources(assignment, workers_of(client))
        fit = self._fit_workers()
        self._batch = max(1, min(BATCH, expected // (_ROUNDS * fit)))
        self.width = self._batch * fit
        self._running: dict[Any, _Batch] = {}
        self._guard = threading.Lock()
        self._closed = threading.Event()
        self._units: queue.SimpleQueue[_Unit | None] = queue.SimpleQueue()
        self._sender = threading.Thread(target=self._send_batches, name="batches", daemon=True)
        self._sender.start()

    def submit(self, work: Work | PendingSubmission) -> Future[Record]:
        future: Future[Record] = Future()
        found = (
            read_submission(work.found, work.module)
            if isinstance(work, PendingSubmission)
            else work.submission
        )
        if isinstance(found, RejectedSubmission):
            future.set_result(unread_record(self._assignment, found))
        else:
            trial = work.trial if isinstance(work, Work) else None
            self._units.put(_Unit(Work(submission=found, trial=trial), future))
        return future

    def close(self, *, wait: bool = True) -> None:
        """End what was started on the workers; without ``wait`` whatever it is doing."""
        self._closed.set()
        self._units.put(None)
        self._sender.join()
        with self._guard:
            running, self._running = self._running, {}
        self._client.cancel(list(running), force=True)
        if self._client.status == "running":
            self._client.run(clear_worker, wait=wait, on_error="ignore")

    def _fit_workers(self) -> int:
        """How many workers have the resources.

        Raises
        ------
        ClusterError
            There is none, or one would grade with other code than this machine.
        """
        workers = workers_of(self._client)
        fit = [
            address for address, known in workers.items()
            if all(known["resources"].get(name, 0) >= n for name, n in self._resources.items())
        ]  # fmt: skip
        if not fit:
            raise ClusterError(self._no_worker(len(workers)))
        told: dict[str, str] = self._client.run(compare_versions, self._order, workers=fit)
        _refuse_others({address: text for address, text in told.items() if text})
        return len(fit)

    def _no_worker(self, there: int) -> str:
        if not there:
            return (
                "The cluster has no worker. Start one on each machine, as 'grader cluster certificates' says."
            )
        needed = ",".join(f"{name}={n}" for name, n in self._resources.items())
        return (
            f"{self._assignment.id} is timed, and none of the {there} workers is meant for that. Start one worker on "
            f'each machine with: dask worker … --resources "{needed}"'
        )

    def _send_batches(self) -> None:
        """Group what is submitted, until the executor is closed."""
        while (first := self._units.get()) is not None:
            units = [first]
            while len(units) < self._batch:
                try:
                    following = self._units.get(timeout=_GATHER_S)
                except queue.Empty:
                    break
                if following is None:
                    self._send(_Batch(units))
                    return
                units.append(following)
            self._send(_Batch(units))

    def _send(self, batch: _Batch) -> None:
        works = [encode_work(unit.work) for unit in batch.units]
        task = self._client.submit(
            grade_batch, self._order, works, batch.bundle, resources=self._resources, retries=1, pure=False
        )
        with self._guard:
            self._running[task] = batch
        task.add_done_callback(self._take)

    def _take(self, task: Any) -> None:
        """Take what became of a task. Called in a thread of Dask."""
        with self._guard:
            batch = self._running.pop(task, None)
        if batch is None or self._closed.is_set():
            return
        try:
            self._answer(batch, task)
        except Exception as error:  # noqa: BLE001 - Dask would only log it, and whoever waits would wait for ever
            _fail(batch.units, error)
        finally:
            task.release()

    def _answer(self, batch: _Batch, task: Any) -> None:
        if task.status != "finished":
            self._lost(batch, task)
            return
        match decode_answer(task.result()):
            case Graded(records=records, folders=there):
                self._deliver(batch.units, [_with_places(each, there, self._folders) for each in records])
            case NeedsBundle():  # any worker may take it now: the one that asked may have ended meanwhile
                self._send(_Batch(batch.units, self._bundle))
            case OtherVersions(worker=worker, differences=text):
                _refuse_others({worker: text})
            case BatchRefused(worker=worker, refused=refused):
                error = as_error(refused)
                raise type(error)(f"{error} (on the worker {worker})")

    def _deliver(self, units: Sequence[_Unit], records: Sequence[Record]) -> None:
        told = [(record.report.assignment, record.report.student) for record in records]
        if told != [(self._assignment.id, unit.work.submission.student) for unit in units]:
            raise ClusterError(
                "A worker sent back other records than it was asked for. Nothing of them is kept."
            )
        for unit, record in zip(units, records, strict=True):
            unit.future.set_result(record)

    def _lost(self, batch: _Batch, task: Any) -> None:
        """What becomes of submissions whose task has ended two workers, or was lost with the scheduler."""
        from distributed import KilledWorker

        error = task.exception() if task.status == "error" else None
        if not isinstance(error, KilledWorker):
            raise ClusterError(
                f"The connection to the cluster was lost: {error or task.status}. "
                "Run the command again with --resume: finished results are kept."
            )
        if len(batch.units) > 1:
            for unit in batch.units:
                self._send(_Batch([unit]))
        else:
            (unit,) = batch.units
            unit.future.set_result(lost_record(self._assignment, unit.work.submission))


def _refuse_others(differences: Mapping[str, str]) -> None:
    """Refuse workers whose results could differ from those of this machine, by name."""
    if differences:
        raise ClusterError(
            "Workers of the cluster would grade with other code than this machine: "
            + "; ".join(f"{address}: {text}" for address, text in differences.items())
            + ". Install the same versions there, or end these workers."
        )


def _needed_resources(assignment: Assignment, workers: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """What a worker must offer: a machine on which one timing runs at a time, and its GPU where there is one.

    Where no machine has a GPU, what is timed on one is left out of the points, as on this machine.
    """
    devices = {entry.device for entry in assignment.settings.performance}
    gpu = "cuda" in devices and any("gpu" in known["resources"] for known in workers.values())
    return {name: 1 for name, asked in (("timing", bool(devices)), ("gpu", gpu)) if asked}


def _with_places(record: Record, there: Sequence[str], here: Sequence[str]) -> Record:
    """A record whose tracebacks name the files of this machine's course: those of the worker are gone by now."""
    staff = record.staff
    for theirs, ours in zip(there, here, strict=True):
        staff = tuple(replace(test, traceback=test.traceback.replace(theirs, ours)) for test in staff)
    return replace(record, staff=staff)


def _fail(units: Sequence[_Unit], error: Exception) -> None:
    for unit in units:
        unit.future.set_exception(error)


def cluster_executors(client: Client, course: Course, highest_level: int = 3) -> ExecutorFactory:
    """Gives each job an executor on the cluster.

    Parameters
    ----------
    client : Client
    course : Course
    highest_level : int
        Use no stronger isolation than this.
    """
    return lambda job: ClusterExecutor(client, course, job.assignment, len(job.works), highest_level)
