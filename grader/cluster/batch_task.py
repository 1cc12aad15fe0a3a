"""What runs on a worker of the cluster: batches of submissions, graded by one grading process that stays warm.

Submissions run in the sandbox of that grading process, never in the process of Dask.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.cluster.batch_message import (
    BatchOrder,
    BatchRefused,
    Graded,
    NeedsBundle,
    OtherVersions,
    decode_order,
    differences,
    encode,
    versions_here,
)
from grader.cluster.bundle import COURSE, unpack_bundle
from grader.course import load_course
from grader.errors import GraderError
from grader.grading.local_executor import LocalExecutor
from grader.grading.process_protocol import as_refusal, decode_work

IDLE_S: Final = 300.0
"""Seconds without work after which the grading process ends and the files of the course are removed."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A grading process and the files that it reads."""

    order: BatchOrder
    folder: tempfile.TemporaryDirectory[str]
    folders: tuple[str, str]
    """Of the course and of its reference."""
    executor: LocalExecutor

    @classmethod
    def of(cls, order: BatchOrder, bundle: bytes) -> _Open:
        from distributed import get_worker  # only a worker has it

        # In the worker's own folder, which Dask removes when the worker was killed.
        folder = tempfile.TemporaryDirectory(prefix="grader-bundle-", dir=get_worker().local_directory)
        try:
            unpack_bundle(bundle, order.bundle, Path(folder.name))
            course = load_course(Path(folder.name, COURSE))
            assignment = course.assignment(order.assignment)
            executor = LocalExecutor(course, assignment, 1, order.highest_level, order.seed_key)
            return cls(order, folder, (str(course.folder), str(course.reference_dir)), executor)
        except BaseException:  # whatever ended it, the course's files may not stay on a worker
            folder.cleanup()
            raise

    def close(self) -> None:
        self.executor.close(wait=False)
        self.folder.cleanup()


class _WarmProcess:
    """The grading process of a worker: it stays for one assignment of one course at a time."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._guard = threading.Lock()
        self._open: _Open | None = None
        self._idle: threading.Timer | None = None

    def grade(self, order: BatchOrder, works: Sequence[bytes], bundle: bytes) -> Graded | None:
        """Grade a batch; nothing if the files of the course are not here.

        Raises
        ------
        GraderError
            Nothing of this assignment can be graded here.
        """
        with self._turn:
            there = self._opened(order, bundle)
            if there is None:
                return None
            futures = [there.executor.submit(decode_work(work)) for work in works]
            records = [future.result() for future in futures]
            self._start_clock()
            return Graded(records, there.folders)

    def close(self) -> None:
        """End the grading process, also in the middle of a batch."""
        with self._guard:
            there, self._open = self._open, None
            self._stop_clock()
        if there is not None:
            there.close()

    def _opened(self, order: BatchOrder, bundle: bytes) -> _Open | None:
        with self._guard:
            self._stop_clock()
            if self._open is not None and self._open.order == order:
                return self._open
        if not bundle:
            return None
        self.close()
        opened = _Open.of(order, bundle)
        with self._guard:
            self._open = opened
        return opened

    def _start_clock(self) -> None:
        with self._guard:
            if self._open is not None:
                self._idle = threading.Timer(IDLE_S, self.close)
                self._idle.daemon = True
                self._idle.start()

    def _stop_clock(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


_PROCESS: Final = _WarmProcess()


def grade_batch(order: bytes, works: Sequence[bytes], bundle: bytes = b"") -> bytes:
    """Grade a batch of submissions on this worker.

    Parameters
    ----------
    order : bytes
        An encoded `BatchOrder`.
    works : sequence of bytes
        An encoded `Work` for each submission.
    bundle : bytes, optional
        The files of the course, where the worker has asked for them.

    Returns
    -------
    bytes
        An encoded `BatchAnswer`.
    """
    from distributed import get_worker  # only a worker has it

    here = get_worker().address
    wanted = decode_order(order)
    found = versions_here(tuple(wanted.versions.libraries))
    if differs := differences(wanted.versions, found):
        return encode(OtherVersions(worker=here, differences=differs))
    try:
        return encode(_PROCESS.grade(wanted, works, bundle) or NeedsBundle())
    except GraderError as error:
        return encode(BatchRefused(worker=here, refused=as_refusal(error)))


def compare_versions(order: bytes) -> str:
    """What of this worker's versions differs from those of an order; empty if nothing does."""
    wanted = decode_order(order)
    return differences(wanted.versions, versions_here(tuple(wanted.versions.libraries)))


def clear_worker() -> None:
    """End the grading process of this worker, and remove the files of the course."""
    _PROCESS.close()


__all__ = ["clear_worker", "compare_versions", "grade_batch"]
