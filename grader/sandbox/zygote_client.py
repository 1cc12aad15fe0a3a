"""The grader's end of a zygote: start it, ask it for workers, hear how they ended."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.course.preload import FIRST_USES, first_uses
from grader.errors import IsolationError
from grader.sandbox import libraries
from grader.sandbox.eager_torch import is_eager
from grader.sandbox.gpu import device_nodes, driver_facts

_START_S = 120.0
"""A cold torch on a slow disk takes long; a zygote that hangs must still end the run."""
_HUGE_PAGE = 2 << 20
_FORK_S = 60.0
_ENVIRONMENT = {
    "PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1", "LANG": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin",
    "HOME": "/scratch", "TMPDIR": "/scratch",
}  # fmt: skip
_GPU_ENVIRONMENT = {"CUDA_DEVICE_ORDER": "PCI_BUS_ID"}
"""CUDA's first GPU is the one nvidia-smi names first."""
_BLINDFOLD = {"CUDA_VISIBLE_DEVICES": "", "PYTORCH_NVML_BASED_CUDA_CHECK": "1"}
"""Should a library ask for GPUs when it is loaded, the zygote sees none, and asks in the way that does not start CUDA:
no process forked from one that has started it can use it."""


class ZygoteError(IsolationError):
    """The zygote could not be started at this level; the message says what failed."""


class ZygoteGone(ZygoteError):
    """The zygote ended without the grader's doing: another one may do."""


@dataclass(frozen=True, slots=True)
class Exit:
    """How a worker ended: exit code (negative: signal) and CPU seconds, from the kernel."""

    code: int
    cpu_s: float


class Zygote:
    """A process with the libraries loaded, from which workers are forked.

    It starts in the background; `wait_ready` (or the first `fork`) waits for it. A level that this machine
    does not offer is found out by trying, and the next one is tried instead.

    Parameters
    ----------
    preload : tuple of str
        Modules loaded once, before any submission.
    allowed : tuple of str
        Packages a submission sees, with what they require.
    levels : tuple of int
        Isolation levels that will do, strongest first.
    gpu : bool
        Workers may use this machine's GPUs: the profile ``gpu``. At level 3 they may also start programs,
        as Triton does to compile.
    uses : tuple of str
        First uses of torch, of `FIRST_USES`, that are done before any fork; of the others see `for_code`.
    plain_numpy : bool
        NumPy does without the instructions of `libraries.newer_instructions`.
    """

    output_is_file = False
    """Whether workers print to a file, which is always ready to be read, and not to a pipe."""

    def __init__(
        self, preload: tuple[str, ...], allowed: tuple[str, ...], levels: tuple[int, ...], *, gpu: bool = False,
        uses: tuple[str, ...] = tuple(FIRST_USES), plain_numpy: bool = False,
    ) -> None:  # fmt: skip
        self.level = -1
        self._gone = False
        self.address_space_bytes = 0
        self._preload = preload
        possible = tuple(FIRST_USES) if "torch" in preload and not gpu else ()  # each would start CUDA
        self._uses = tuple(name for name in possible if name in uses)
        self._unused = tuple(name for name in possible if name not in uses)
        self._second: Zygote | None = None
        self._allowed = allowed
        self._gpu = gpu
        self._plain_numpy = plain_numpy
        self._visible = libraries.visible_paths(allowed + preload, gpu)
        if not levels:
            raise ZygoteError("No level that would do may be used here.")
        if gpu and not device_nodes():
            raise ZygoteError("This machine has no GPU: no /dev/nvidia0. Grade GPU variants where one is.")
        self._untried = list(levels)
        self._refusals: list[str] = []
        self._exits: dict[int, Exit] = {}
        self._forked: dict[int, tuple[int, int]] = {}
        self._workers = 0
        self._launch()

    def _launch(self) -> None:
        level = self._trying = self._untried.pop(0)
        self._control, theirs = socket.socketpair()
        self._buffer = b""
        self._descriptors: list[int] = []
        self._pidfd = -1
        settings = {
            "level": level,
            "visible": self._visible,
            "left_out": () if self._gpu else libraries.left_out(self._visible),
            "open_libraries": level != 2 or os.getuid() != 0 or libraries.readable_by_all(self._visible),
            "preload": self._preload,
            "first_uses": self._uses,
            "crowd": _threads_of(os.getuid()) if level in (1, 2) and os.getuid() != 0 else 0,
            "devices": device_nodes() if self._gpu else (),
            "facts": driver_facts() if self._gpu else (),
            "withheld": tuple(_BLINDFOLD) if self._gpu else (),
        }
        environment = dict(_ENVIRONMENT)
        if self._gpu:
            environment |= {**_GPU_ENVIRONMENT, **libraries.gpu_environment(), **_BLINDFOLD}
        if self._plain_numpy:
            environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(libraries.newer_instructions())
        command = [
            sys.executable,
            "-s",
            "-P",
            "-B",
            "-m",
            "grader.worker",
            str(theirs.fileno()),
            json.dumps(settings),
        ]
        self._process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            env=environment, pass_fds=(theirs.fileno(),), cwd="/", start_new_session=True,
        )  # fmt: skip
        theirs.close()

    @property
    def gone(self) -> bool:
        """It ended by itself; whatever ran at that time has to be tried once more."""
        return self._gone or (self._second is not None and self._second.gone)

    def wait_ready(self) -> None:
        """Block until the libraries are loaded, at the first level that works.

        Raises
        ------
        ZygoteError
            No level works here (the message holds the reason for each), or a library cannot be imported.
        """
        while self.level < 0:
            event = self._next_event(_START_S)
            if event["event"] == "ready":
                self.level = self._trying
                try:
                    self._inspect()
                except (OSError, KeyError):  # nothing is told of a process that has ended
                    self.close()
                    raise self._lost("") from None
                return
            self.close()
            if event["event"] == "broken":
                raise ZygoteError(f"A library cannot be preloaded: {event['reason']}.")
            self._refusals.append(f"Level {self._trying}: {event['reason']}.")
            if not self._untried:
                raise ZygoteError(" ".join(self._refusals))
            self._launch()

    def _inspect(self) -> None:
        """Read from outside what the zygote takes, and that it has one thread (two would hang its forks)."""
        if not self._descriptors:
            return
        self._pidfd = self._descriptors.pop(0)
        status = _status(_pid_of(self._pidfd))
        self.address_space_bytes = int(status["VmSize"].split()[0]) * 1024
        if status["Threads"] != "1":
            self.close()
            raise ZygoteError(f"The zygote has {status['Threads']} threads after loading {self._preload}.")
        ranges = _heap_ranges(_pid_of(self._pidfd))
        self._control.sendall(json.dumps({"collapse": ranges}).encode() + b"\n")

    def for_code(self, texts: Iterable[str]) -> Zygote:
        """The zygote to fork a worker from for code: this one, or a second one that has done more first uses of torch.

        A worker cannot do them: at level 2 it has no folder for temporary files, without which torch imports none of
        this. This zygote does not either, once it is ready: later submissions would see that an earlier one named them.
        """
        texts = list(texts)
        if not self._unused or (not set(self._unused) & set(first_uses(texts)) and all(map(is_eager, texts))):
            return self
        if self._second is None:
            self.wait_ready()
            self._second = Zygote(
                self._preload, self._allowed, (self.level,), gpu=self._gpu, plain_numpy=self._plain_numpy
            )
        return self._second

    def fork(
        self, allowance: dict[str, Any], reply_bytes: int, seed: int = 0
    ) -> tuple[int, socket.socket, int, int, int]:
        """Ask for a worker: its number, our socket, our end of its output, its pidfd (or -1), its pid.

        Its random generators start from ``seed``.
        """
        self.wait_ready()
        self._workers += 1
        number = self._workers
        ours, theirs = socket.socketpair()
        read_end, write_end = os.pipe()
        request = {"worker": number, "allowance": allowance, "reply_bytes": reply_bytes, "seed": seed}
        try:
            descriptor, pid = self._forked_as(number, request, theirs, write_end)
        except BaseException:
            os.close(read_end)
            ours.close()
            raise
        return number, ours, read_end, descriptor, pid

    def _forked_as(
        self, number: int, request: dict[str, Any], theirs: socket.socket, write_end: int
    ) -> tuple[int, int]:
        """The pidfd (or -1) and the pid of a worker that gets these ends; they are closed here in any case."""
        try:
            socket.send_fds(
                self._control, [json.dumps(request).encode() + b"\n"], [theirs.fileno(), write_end]
            )
        except OSError as error:
            raise self._lost(error.strerror or "") from None
        finally:
            theirs.close()
            os.close(write_end)
        deadline = time.monotonic() + _FORK_S
        while number not in self._forked:
            self._dispatch(self._next_event(deadline - time.monotonic()))
        return self._forked.pop(number)

    def kill(self, number: int) -> None:
        """End a worker that has no pidfd and no group. Forked ones have both, or their pid is enough."""
        raise NotImplementedError

    def wait_exit(self, number: int) -> Exit:
        """How a worker ended; blocks until the zygote has reaped it."""
        deadline = time.monotonic() + _FORK_S
        while number not in self._exits:
            self._dispatch(self._next_event(deadline - time.monotonic()))
        return self._exits.pop(number)

    def _dispatch(self, event: dict[str, Any]) -> None:
        if event["event"] == "exit":
            self._exits[event["worker"]] = Exit(event["code"], event["cpu_s"])
        elif event["event"] == "forked":
            descriptor = self._descriptors.pop(0) if self._descriptors else -1
            pid = _pid_of(descriptor) if descriptor >= 0 else event["pid"]
            self._forked[event["worker"]] = (descriptor, pid)

    def _next_event(self, timeout_s: float) -> dict[str, Any]:
        deadline = time.monotonic() + timeout_s
        if self._gone:
            raise self._lost("")
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self._control], [], [], max(0.0, deadline - time.monotonic()))
            if not ready:
                self.close()
                raise ZygoteError(f"The zygote did not answer for {timeout_s:.0f} s.")
            try:
                data, descriptors, _, _ = socket.recv_fds(self._control, 65536, 8)
            except ConnectionError:  # it ended with a request of ours unread
                data, descriptors = b"", []
            if not data:
                words = self._last_words()
                self.close()
                raise self._lost(words)
            self._buffer += data
            self._descriptors += descriptors
        line, self._buffer = self._buffer.split(b"\n", 1)
        event: dict[str, Any] = json.loads(line)
        return event

    def _lost(self, words: str) -> ZygoteGone:
        self._gone = True
        return ZygoteGone(f"The zygote ended unexpectedly. {words}".rstrip())

    def _last_words(self) -> str:
        assert self._process.stderr is not None
        self._process.kill()
        text = self._process.stderr.read().decode(errors="replace").strip()
        return text.splitlines()[-1] if text else ""

    def close(self) -> None:
        """End the zygote. As first process of its namespace it takes every worker with it."""
        if self._second is not None:
            self._second.close()
        self._control.close()
        if self._pidfd >= 0:
            self._descriptors.append(self._pidfd)
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            self._pidfd = -1
        for descriptor in self._descriptors:
            os.close(descriptor)
        self._descriptors.clear()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()


def start_zygote(
    preload: tuple[str, ...], allowed: tuple[str, ...], levels: tuple[int, ...], *, gpu: bool = False,
    plain_numpy: bool = False,
) -> Zygote:  # fmt: skip
    """A zygote that is ready; see `Zygote`."""
    zygote = Zygote(preload, allowed, levels, gpu=gpu, plain_numpy=plain_numpy)
    zygote.wait_ready()
    return zygote


def _status(pid: int) -> dict[str, str]:
    text = Path(f"/proc/{pid}/status").read_text()
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def _heap_ranges(pid: int) -> list[tuple[int, int]]:
    """Start and length of a process' larger private memory, in whole huge pages.

    A fork copies one entry per page: with torch loaded 54,000 small pages, 6 ms of the 12 ms a worker
    costs. As huge pages they are a hundred.
    """
    ranges = []
    for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
        fields = line.split()
        if "w" not in fields[1] or (len(fields) > 5 and fields[5] != "[heap]"):
            continue
        start, end = (int(part, 16) for part in fields[0].split("-"))
        first, last = -(-start // _HUGE_PAGE) * _HUGE_PAGE, end // _HUGE_PAGE * _HUGE_PAGE
        if last > first:
            ranges.append((first, last - first))
    return ranges


def _threads_of(uid: int) -> int:
    """How many threads a user runs on this machine."""
    count = 0
    for process in Path("/proc").iterdir():
        with contextlib.suppress(OSError):  # ended meanwhile
            if process.name.isdigit() and process.stat().st_uid == uid:
                count += sum(1 for _ in (process / "task").iterdir())
    return count


def _pid_of(pidfd: int) -> int:
    """The pid of a pidfd in our own namespace (the zygote knows it by another number)."""
    text = Path(f"/proc/self/fdinfo/{pidfd}").read_text()
    return int(next(line.split()[1] for line in text.splitlines() if line.startswith("Pid:")))
