"""The grader's end of a worker: call the student's functions under limits kept from outside."""

from __future__ import annotations

import contextlib
import os
import secrets
import select
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.course import Limits
from grader.messages import say
from grader.model import SourceFile, Verdict
from grader.sandbox.call_failure import NestedCall, StudentError, Unpassable, WorkerDied, WorkerFailure
from grader.sandbox.callback import Callback
from grader.sandbox.deadline import Deadline, Usage, cpu_clock, idle_s
from grader.sandbox.notebook_remarks import notices
from grader.sandbox.output_folder import written_files
from grader.sandbox.remote_object import RemoteObject
from grader.sandbox.reply_validation import Claims, Loaded
from grader.sandbox.zygote_client import Exit, Zygote
from grader.wire import (
    HEADER,
    Handle,
    HandleCall,
    Own,
    Reference,
    Reply,
    Unsendable,
    WireError,
    decode_reply,
    encode,
    frame_lengths,
)
from grader.wire import Callback as CallbackReference

_REQUEST_CAP = 1 << 31
_OUTPUT_KEPT = 64 * 1024
_SCRATCH_BYTES = 64 << 20
_SMALL_REPLY_BYTES = 64 << 10
"""For answers that hold no array."""
_MIB = 1 << 20
_REPEATED_SHARE = 0.1
"""Part of a call's time after which a worker begins no further one of those that are repeated."""
_REPLY_SHARE, _REPEATED_BYTES = 0.25, 2 << 20
"""Part of a reply after which it does not either, so that one result may take the rest; and no more than that, since
text and structure have a limit of their own."""
_REPEATED_AT_ONCE = 4096

_FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""Signals that end a process without its doing: a worker can send itself none of them, nor lower a limit that does."""

Watch = Callable[[str, Callable[[], Any]], Any]


class CallResult(NamedTuple):
    value: Any
    after: tuple[tuple[Any, ...], dict[str, Any]] | None = None
    """Arguments and keyword arguments as the student's process holds them after the call."""
    replaced: tuple[int, ...] = ()
    """Of the arguments that were to be changed in place, those whose memory is another one afterwards."""
    requires_grad: tuple[bool, ...] = ()
    """Of each tensor in the value, in order, where it was asked for."""


class Want(NamedTuple):
    """What is asked of a call besides its value."""

    after: bool = False
    in_place: tuple[int, ...] = ()
    requires_grad: bool = False


_VALUE = Want()


class Worker:
    """One jailed process with one submission.

    Every call either returns data, raises `StudentError` (the code raised) or raises `WorkerFailure`; after
    the latter the worker is gone.
    """

    def __init__(self, zygote: Zygote, limits: Limits, *, seed: int = 0, files: Sequence[str] = ()) -> None:
        self._zygote = zygote
        self._limits = limits
        memory = limits.memory_mib * _MIB
        base = zygote.address_space_bytes
        self._files = written_files(files) if files and zygote.level < 3 else None
        scratch = min(_SCRATCH_BYTES, memory)
        allowance = {
            "address_space_bytes": base + memory if base else -1,
            "cpu_s": int(limits.submission_s) + 60,
            "scratch_bytes": scratch,
            "file_bytes": min(scratch, limits.file_mib * _MIB) if files else scratch,
            "files": [str(Path(self._files.name, name)) for name in files] if self._files else [],
        }
        self._reply_cap = limits.reply_mib * _MIB
        self._id, self._socket, self._output_fd, self._pidfd, self.pid = zygote.fork(
            allowance, self._reply_cap, seed
        )
        self._socket.setblocking(False)
        os.set_blocking(self._output_fd, False)
        self._poll = select.poll()
        self._poll.register(self._output_fd, select.POLLIN)
        self._output = bytearray()
        self._printed = 0
        self._requests = 0
        self._answered = 0
        self._waited_s = 0.0
        self._busy = False
        self._refused = False
        """Whether a call of a function of the test's was refused in the last exchange."""
        self.stopped = False
        """Whether `pause` stopped it: nothing can be asked of it then."""
        self.may: Callable[[str], bool] = lambda _: True
        """Whether an object may be asked for a name or sign; whoever owns the worker may set it."""
        self.watched: Watch = lambda _, ask: ask()
        """Stands around every use of an object's attributes and methods; whoever owns the worker may set it."""
        self._claims = Claims(memory_mib=limits.memory_mib)
        self.exit: Exit | None = None
        self._idle_s = 0.0
        """Its idle time when it was closed."""

    def load(
        self, files: Sequence[tuple[str, str, Any]], module: str, *,
        data: Sequence[tuple[str, bytes]] = (), banned: Sequence[str] = (),
        forbidden: Sequence[str] = (), allowed: str = "", asked: Sequence[str] = (), given: str = "",
    ) -> Loaded:  # fmt: skip
        """Import the student's module; what it defines, and remarks on what was left out.

        ``given`` is a script of the course: it can be imported as ``given.make``, and called.
        """
        texts = {name: text for name, text, _ in files}
        self._claims = Claims(
            memory_mib=self._limits.memory_mib, texts={**self._claims.texts, **texts},
            refused=frozenset((*banned, *forbidden)), allowed=allowed,
        )  # fmt: skip
        scratch = self._zygote.level == 3
        sources = [(name, text.encode(), cells) for name, text, cells in files]
        rules = list(banned), list(forbidden), allowed
        body = sources, [list(d) for d in data], module, *rules, scratch, list(asked), given.encode()
        reply = self._exchange("load", body, _SMALL_REPLY_BYTES)
        match reply:
            case (list() as names, dict() as calls, list() as remarks) if _are_names(names, calls):
                name, text, cells = files[0]
                main = SourceFile(name=name, text=text, cells=tuple((n, first) for n, first in cells))
                called = {name: frozenset(own) for name, own in calls.items()}
                return Loaded(frozenset(names), called, notices(remarks, main))
        raise self._broken("an answer of another form than asked for")

    def call(
        self,
        target: str | int,
        args: Sequence[Any],
        kwargs: dict[str, Any] | None = None,
        want: Want = _VALUE,
    ) -> CallResult:
        """Call a function by name (``module:name`` where it is not the student's), or an object by handle."""
        match self._exchange("call", (target, list(args), kwargs or {}, want)):
            case (value, after, (tuple() as replaced, tuple() as flags)) if _is_after(after, want, len(args)):
                if all(type(one) is int for one in replaced) and all(type(one) is bool for one in flags):
                    return CallResult(value, after, replaced, flags)
        raise self._broken("an answer of another form than asked for")

    def read_file(self, name: str) -> bytes:
        """What a file holds that the code may write, by the worker's word."""
        data = self._exchange("read file", (str(name), self._limits.file_mib * _MIB))
        if type(data) is not bytes:
            raise self._broken("an answer of another form than asked for")
        return data

    def write_file(self, name: str, data: bytes) -> None:
        """Replace what such a file holds."""
        self._exchange("write file", (str(name), data))

    def operate(self, sign: str, operands: Sequence[Any]) -> Any:
        """Apply one of the operations of `grader.wire.operation`."""
        answer = self._exchange("operate", (sign, tuple(operands)))
        if sign in _ANSWERS and not _ANSWERS[sign](answer):
            raise self._broken("an answer of another form than asked for")
        return answer

    def repeat(
        self, target: str | int, args: Sequence[Any], kwargs: dict[str, Any], seeds: npt.NDArray[np.uint64]
    ) -> CallResult:
        """Call a function again and again, each time with copies of the arguments and seeds of its own.

        Parameters
        ----------
        seeds : ndarray of shape (times, generators), uint64
            For the generators among the arguments, in order, call by call.

        Returns
        -------
        CallResult
            Results of the first calls, as many as one reply and a tenth of the time of one call more have room for, and
            the arguments of the last of them after it.
        """
        extra_s = _REPEATED_SHARE * self._limits.timeout_s
        room = min(int(_REPLY_SHARE * self._reply_cap), _REPEATED_BYTES)
        body = target, list(args), kwargs, seeds[:_REPEATED_AT_ONCE], extra_s, room
        match self._exchange("repeat", body, extra_s=extra_s):
            case (list() as values, (tuple() as args_after, dict() as kwargs_after)):
                if 0 < len(values) <= len(seeds):
                    return CallResult(values, (args_after, kwargs_after))
        raise self._broken("an answer of another form than asked for")

    def get(self, number: int, name: str) -> Any:
        """An attribute of an object: data, or a handle again."""
        return self._exchange("get", (number, name))

    def gradients(self, target: str | int, args: Sequence[Any], wrt: Sequence[int], upstream: Any) -> Any:
        """``(output, gradients)`` of torch autograd, run in the worker.

        Instead of gradients a word where there are none: ``cut off``, ``in place`` or ``failed``.
        """
        match self._exchange("gradients", (target, list(args), list(wrt), upstream)):
            case (output, tuple() | "cut off" | "in place" | "failed" as gradients):
                return output, gradients
        raise self._broken("an answer of another form than asked for")

    def ask(self, kind: str, *body: Any, reply_bytes: int = _SMALL_REPLY_BYTES) -> Any:
        """One of the requests around a timed call, as `grader.worker.timed_calls` has them; ``ping`` does nothing.

        An answer whose arrays take more than ``reply_bytes`` is not read.
        """
        return self._exchange(kind, body, reply_bytes)

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
    def usage(self) -> Usage:
        """CPU time and idle time of the whole process so far, by the kernel."""
        if self.exit is not None:
            return Usage(self.exit.cpu_s, min(self._idle_s, self.unexplained_s))
        return Usage(self.cpu_s, idle_s(self.pid, self.unexplained_s))

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

    def _exchange(self, kind: str, body: Any, reply_bytes: int | None = None, *, extra_s: float = 0.0) -> Any:
        """One request and its reply, callbacks answered on the way, under one deadline."""
        cap = self._reply_cap if reply_bytes is None else reply_bytes
        if self._busy:
            raise NestedCall(
                "The student's code was called from within a callback: a hidden test may not do that."
            )
        self._refuse_flood()
        if self.exit is not None:
            raise WorkerFailure(Verdict.CRASHED, say("call.gone"))
        self._requests += 1
        self._busy = True
        nonce = secrets.randbits(63)
        clock = Deadline(self.pid, self._limits.timeout_s + extra_s)
        callbacks: list[Callback] = []
        calls, self._refused = 0, False
        try:
            self._send(nonce, kind, body, clock, callbacks)
            while True:
                reply = self._receive(nonce, cap, clock)
                if reply.kind != "callback":
                    self._answered += 1
                    return self._outcome(reply)
                calls += 1
                self._answer(nonce, reply.body, callbacks, calls, clock)
                if clock.passed():  # a worker that always has the next frame ready is never waited for
                    raise self._timeout(clock)
        finally:
            self._busy = False

    def _outcome(self, reply: Reply) -> Any:
        match reply.kind, reply.body:
            case "value", value:
                return value
            case "unsendable", str(reason):
                raise self._claims.unsendable(reason)
            case "raised", (str(name), str(own_name), str(text), list(places)):
                error = self._claims.raised(name, own_name, text, places)
                if isinstance(error, StudentError):
                    error.refused = self._refused and name == "RuntimeError"
                raise error
        raise self._broken("an answer of an unknown kind")

    def _answer(
        self, nonce: int, body: Any, callbacks: Sequence[Callback], calls: int, clock: Deadline
    ) -> None:
        match body:
            case (int(number), tuple() as args, dict() as kwargs) if 0 <= number < len(callbacks):
                refusal = callbacks[number].refusal(args, kwargs, calls, self._limits.callbacks)
                self._refused = self._refused or bool(refusal)
                if refusal:
                    self._send(nonce, "refuse", f"the function you were given was {refusal}", clock)
                else:
                    self._send(nonce, *self._called(callbacks[number], args, kwargs), clock)
            case _:
                raise self._broken("a callback nobody offered")

    def _called(self, callback: Callback, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[str, Any]:
        """Call a function of the test; what it raises crosses as a name only."""
        try:
            return "resume", callback.function(*args, **kwargs)
        except NestedCall:
            self.close()
            raise
        except Exception as error:  # noqa: BLE001 - the worker chose the arguments: a domain error is its own
            return "refuse", f"the function you were given raised {type(error).__name__}"

    def _send(
        self, nonce: int, kind: str, body: Any, clock: Deadline, callbacks: list[Callback] | None = None
    ) -> None:
        """Send a frame; functions of the test that it holds are numbered, where it may hold any."""
        try:
            parts = encode(
                nonce,
                self._requests,
                kind,
                body,
                lambda value: self._stand_in(value, callbacks),
                _REQUEST_CAP,
            )
        except Unsendable as error:
            if kind == "resume":
                self.close()  # it waits for an answer that cannot be given
            raise Unpassable(f"A hidden test passes what cannot cross to the worker: {error}.") from None
        view = memoryview(b"".join(parts))
        while view:
            try:
                view = view[self._socket.send(view) :]
            except BlockingIOError:
                self._wait(select.POLLOUT, clock)
            except OSError:
                raise self._gone() from None

    def _receive(self, nonce: int, cap: int, clock: Deadline) -> Reply:
        try:
            structure, payload = frame_lengths(self._read(HEADER.size, clock), cap)
            head, body = self._read(structure, clock), self._read(payload, clock)
            reply = decode_reply(head, body, self._resolve)
        except WireError as error:
            raise self._broken(str(error)) from None
        if reply.nonce != nonce or reply.id != self._requests:
            raise self._broken("an answer nobody asked for")
        return reply

    def _read(self, size: int, clock: Deadline) -> memoryview:
        data = left = np.empty(size, np.uint8).data  # takes no memory before something comes
        while left:
            try:
                count = self._socket.recv_into(left)
            except BlockingIOError:
                self._wait(select.POLLIN, clock)
                continue
            except OSError:
                raise self._gone() from None
            if not count:
                raise self._gone()
            left = left[count:]
        return data

    def _wait(self, event: int, clock: Deadline) -> None:
        """Sleep until the socket is ready; meanwhile count output and look at the clocks."""
        self._poll.register(self._socket, event)
        started = time.monotonic()
        ready = self._poll.poll(clock.next_look_s() * 1000)
        self._waited_s += time.monotonic() - started
        for descriptor, _ in ready:
            if descriptor == self._output_fd and not self._drain():
                self._poll.unregister(self._output_fd)
        self._refuse_flood()
        if clock.passed():
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
            self._printed += len(part)
            self._output += part[: max(0, _OUTPUT_KEPT - len(self._output))]
            if self._printed > self._limits.output_mib * _MIB and self.exit is None:
                self._kill()
                return False

    def _timeout(self, clock: Deadline) -> WorkerFailure:
        self.close()
        limit = self._limits.timeout_s
        if clock.cpu_passed:
            return WorkerFailure(Verdict.TIMEOUT, say("call.cpu_time", limit=f"{limit:g}"))
        message_id = "call.waiting" if clock.idle else "call.wall_time"
        return WorkerFailure(Verdict.TIMEOUT, say(message_id, limit=f"{3 * limit:g}"))

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
        out_of_memory = self._claims.last_words(self._output)
        if out_of_memory is not None:
            return out_of_memory
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
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.exit is not None:
            return
        if self._zygote.level == 0:
            with contextlib.suppress(ProcessLookupError):  # it is not the head of a group yet
                os.killpg(self.pid, number)
        with contextlib.suppress(ProcessLookupError):
            if self._pidfd >= 0:
                signal.pidfd_send_signal(self._pidfd, number)
            else:
                os.kill(self.pid, number)

    def _stand_in(self, value: Any, callbacks: list[Callback] | None) -> Reference | None:
        """What crosses for a value that is no data."""
        if isinstance(value, RemoteObject):
            if value._worker is not self:
                raise Unsendable("an object of another worker, which may have ended")
            return HandleCall(value._number)
        if isinstance(value, Callback) and callbacks is not None:
            callbacks.append(value)
            return CallbackReference(len(callbacks) - 1)
        return value if isinstance(value, Own) else None

    def _resolve(self, reference: Any) -> Any:
        if isinstance(reference, Handle):
            return RemoteObject(self, reference.id, reference.type_name)
        raise WireError("a reference only the grader may send")


def _are_names(names: list[Any], calls: dict[Any, Any]) -> bool:
    """What a module may be said to define and to call: texts, and nothing that would have to be made one."""
    called = [name for own in calls.values() for name in (own if isinstance(own, list) else (None,))]
    return all(type(name) is str for name in (*names, *calls, *called))


def _signal_name(number: int) -> str:
    known = {one.value: one.name for one in signal.Signals}  # real-time signals have no name
    return known.get(number, str(number))


def _is_after(after: Any, want: Want, count: int) -> bool:
    if not want.after:
        return after is None
    match after:
        case (tuple() as args, dict()):
            return len(args) == count
    return False


def _is_length(value: Any) -> bool:
    return type(value) is int and 0 <= value <= sys.maxsize


_ANSWERS: dict[str, Callable[[Any], bool]] = {
    "len": _is_length, "bool": lambda value: type(value) is bool, "in": lambda value: type(value) is bool,
    "int": lambda value: type(value) is int, "float": lambda value: type(value) is float,
}  # fmt: skip
"""What Python itself sees to in the worker, unless the code there has replaced it: Python here would raise."""


__all__ = ["CallResult", "Loaded", "Want", "Worker"]
