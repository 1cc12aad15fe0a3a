"""One jailed process: its socket, its clocks, its output and its end, all kept from outside."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from grader.course import Limits
from grader.messages import say
from grader.model import Verdict
from grader.sandbox.call_failure import WorkerDied, WorkerFailure
from grader.sandbox.deadline import Deadline, WorkerUsage, cpu_clock, idle_s
from grader.sandbox.output_folder import make_output_files
from grader.sandbox.reply_validation import ReplyValidator
from grader.sandbox.socket_poll import SocketPoll
from grader.sandbox.stack_dump import DUMP_SIGNAL, DUMP_WAIT_S, read_stack_dump
from grader.sandbox.zygote_client import Exit, Zygote

_OUTPUT_KEPT = 64 * 1024
_SCRATCH_BYTES = 64 << 20
_MIB = 1 << 20
_PAUSE_S = 0.02
"""A stack is written without a pause of this length."""
_FROM_OUTSIDE = tuple(getattr(signal, name, 0) for name in ("SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"))
"""Signals that end a process without its doing: a worker can send itself none of them, nor lower a limit that does."""


class WorkerProcess:
    """A fork of the zygote that is sent bytes and read under a deadline. What breaks a limit ends it."""

    def __init__(self, zygote: Zygote, limits: Limits, *, seed: int = 0, files: Sequence[str] = ()) -> None:
        self._zygote = zygote
        self._limits = limits
        memory = limits.memory_mib * _MIB
        base = zygote.address_space_bytes
        self._files = make_output_files(files) if files and zygote.level < 3 else None
        scratch = min(_SCRATCH_BYTES, memory)
        allowance = {
            "address_space_bytes": base + memory if base else -1,
            "cpu_s": int(limits.submission_s) + 60,
            "scratch_bytes": scratch,
            "file_bytes": min(scratch, limits.file_mib * _MIB) if files else scratch,
            "files": [str(Path(self._files.name, name)) for name in files] if self._files else [],
        }
        self._reply_cap = limits.reply_mib * _MIB
        try:
            forked = zygote.fork(allowance, self._reply_cap, seed)
        except BaseException:
            if self._files is not None:
                self._files.cleanup()
            raise
        self._id, self._socket, self._output_fd, self._pidfd, self.pid = forked
        self._socket.setblocking(False)
        self._poll = SocketPoll(self._socket)
        if not zygote.output_is_file:
            os.set_blocking(self._output_fd, False)
            self._poll.watch_output(self._output_fd)
        self._output = bytearray()
        self._printed = 0
        self._answered = 0
        """How many requests it has answered."""
        self._waited_s = 0.0
        self.stopped = False
        """Whether `pause` stopped it: nothing can be asked of it then."""
        self._validator = ReplyValidator(memory_mib=limits.memory_mib)
        self.exit: Exit | None = None
        self._idle_s = 0.0
        """Its idle time when it was closed."""

    def pause(self) -> None:
        """Stop every thread of the worker until `resume`."""
        self._signal(signal.SIGSTOP)
        self.stopped = True

    def resume(self) -> None:
        self.stopped = False
        self._signal(signal.SIGCONT)

    @property
    def alive(self) -> bool:
        """It has not been closed, and has not ended by itself since it was asked last."""
        if self.exit is not None or self._pidfd < 0:
            return self.exit is None
        return not self._ends_within(0)

    @property
    def cpu_s(self) -> float:
        """CPU time of the whole process so far, by the kernel."""
        return self.exit.cpu_s if self.exit is not None else cpu_clock(self.pid)

    @property
    def unexplained_s(self) -> float:
        """Seconds that it was waited for, less those that it ran: at least its idle time."""
        return max(0.0, self._waited_s - self.cpu_s)

    @property
    def usage(self) -> WorkerUsage:
        """CPU time and idle time of the whole process so far, by the kernel."""
        if self.exit is not None:
            return WorkerUsage(self.exit.cpu_s, min(self._idle_s, self.unexplained_s))
        return WorkerUsage(self.cpu_s, idle_s(self.pid, self.unexplained_s))

    def take_output(self) -> str:
        """What the code printed since last asked, cut at 64 KiB; control characters as they came."""
        if self.exit is None:
            self._drain()
        text = self._output.decode("utf-8", errors="replace")
        self._output.clear()
        return text

    def close(self) -> Exit:
        """Kill the worker and everything in it, and learn what it used."""
        if self.exit is None:
            self._idle_s = self.usage.idle_s
            self._kill()
            self.exit = self._zygote.wait_exit(self._id)
            self._drain()
            self._socket.close()
            os.close(self._output_fd)
            if self._files is not None:
                self._files.cleanup()
            if self._pidfd >= 0:
                os.close(self._pidfd)
        return self.exit

    def _write(self, data: bytes, clock: Deadline) -> None:
        view = memoryview(data)
        while view:
            try:
                view = view[self._socket.send(view) :]
            except BlockingIOError:
                self._wait(clock, sending=True)
            except OSError:
                raise self._gone() from None

    def _read(self, size: int, clock: Deadline) -> memoryview:
        data = left = np.empty(size, np.uint8).data  # takes no memory before something comes
        while left:
            try:
                count = self._socket.recv_into(left)
            except BlockingIOError:
                self._wait(clock)
                continue
            except OSError:
                raise self._gone() from None
            if not count:
                raise self._gone()
            left = left[count:]
        return data

    def _wait(self, clock: Deadline, *, sending: bool = False) -> None:
        """Sleep until the socket is ready; meanwhile count output and look at the clocks."""
        started = time.monotonic()
        printed = self._poll.wait(clock.next_check_s(), sending=sending)
        self._waited_s += time.monotonic() - started
        if (printed or self._zygote.output_is_file) and not self._drain():
            self._poll.forget_output()
        self._refuse_flood()
        if clock.is_over():
            raise self._timeout(clock)

    def _refuse_flood(self) -> None:
        if self._printed > self._limits.output_mib * _MIB:
            self.close()
            raise WorkerFailure(Verdict.CRASHED, say("call.output", limit=self._limits.output_mib))

    def _drain(self) -> bool:
        """Take what was printed; whether there may be more to come."""
        while True:
            try:
                part = os.read(self._output_fd, 1 << 16)
            except BlockingIOError:
                return True
            if not part:
                return False
            self._keep_output(part)
            if self._printed > self._limits.output_mib * _MIB and self.exit is None:
                self._kill()
                return False

    def _timeout(self, clock: Deadline) -> WorkerFailure:
        lines = self._validator.code_lines(self._dumped_places())
        self.close()
        limit = self._limits.timeout_s
        if clock.cpu_passed:
            return WorkerFailure(Verdict.TIMEOUT, say("call.cpu_time", limit=f"{limit:g}"), lines)
        message_id = "call.waiting" if clock.idle else "call.wall_time"
        return WorkerFailure(Verdict.TIMEOUT, say(message_id, limit=f"{3 * limit:g}"), lines)

    def _keep_output(self, part: bytes) -> None:
        self._printed += len(part)
        self._output += part[: max(0, _OUTPUT_KEPT - len(self._output))]

    def _dumped_places(self) -> list[tuple[str, int]]:
        """Where its code is, by its own word: the stack that it writes when it gets a signal."""
        if DUMP_SIGNAL is None or self.exit is not None or self.stopped:
            return []
        self._drain()
        self._signal(DUMP_SIGNAL)
        dump = read_stack_dump(self._written_within(DUMP_WAIT_S))
        self._keep_output(dump.output)
        return dump.places

    def _written_within(self, seconds: float) -> bytes:
        """What comes on its output until it pauses, at most what is kept of it."""
        written, readable, wait_s = bytearray(), select.poll(), seconds
        readable.register(self._output_fd, select.POLLIN)
        end = time.monotonic() + seconds
        while len(written) < _OUTPUT_KEPT and time.monotonic() < end and readable.poll(wait_s * 1000):
            try:
                part = os.read(self._output_fd, 1 << 16)
            except BlockingIOError:
                continue
            if not part:
                break
            written += part
            wait_s = _PAUSE_S
        return bytes(written)

    def _broken(self, what: str) -> WorkerFailure:
        self.close()
        message = say("call.bad_reply", what=what)
        return WorkerFailure(Verdict.CRASHED, message, brief=say("call.bad_reply.brief"))

    def _gone(self) -> WorkerFailure:
        """The socket is closed: find out how the worker ended."""
        ended = self._reaped()
        if ended.code < 0:
            message = say("call.signal", signal=_signal_name(-ended.code))
        else:
            message = say("call.exit", code=ended.code)
        words = self._validator.out_of_memory_failure(self._output)
        if words is not None:
            return words
        innocent = not self._answered or -ended.code in _FROM_OUTSIDE
        kind = WorkerDied if innocent else WorkerFailure
        return kind(Verdict.CRASHED, message, brief=say("call.ended"))

    def _reaped(self) -> Exit:
        """Let a worker that closed its socket finish dying by itself for a moment, so that its status is its own."""
        if self._pidfd >= 0:
            self._ends_within(0.2)
        return self.close()

    def _ends_within(self, seconds: float) -> bool:
        ended = select.poll()
        ended.register(self._pidfd, select.POLLIN)
        return bool(ended.poll(seconds * 1000))

    def _kill(self) -> None:
        if self._zygote.output_is_file:
            if self.exit is None:
                self._zygote.kill(self._id)
        else:
            self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.exit is not None:
            return
        if self._zygote.level == 0 and number != DUMP_SIGNAL:
            with contextlib.suppress(ProcessLookupError):  # it is not the head of a group yet
                os.killpg(self.pid, number)
        with contextlib.suppress(ProcessLookupError):
            if self._pidfd >= 0:
                signal.pidfd_send_signal(self._pidfd, number)
            else:
                os.kill(self.pid, number)


def _signal_name(number: int) -> str:
    known = {one.value: one.name for one in signal.Signals}  # real-time signals have no name
    return known.get(number, str(number))
