"""One request to a worker and its reply, with the calls back of functions that stay in the grader."""

from __future__ import annotations

import abc
import secrets
from collections.abc import Sequence
from typing import Any

from grader.course import Limits
from grader.messages import say
from grader.model import Verdict
from grader.sandbox.call_failure import NestedCall, StudentError, UnsupportedArgument, WorkerFailure
from grader.sandbox.callback import Callback
from grader.sandbox.deadline import Deadline
from grader.sandbox.worker_process import WorkerProcess
from grader.sandbox.zygote_client import Zygote
from grader.wire import (
    HEADER,
    Reference,
    Reply,
    Unsendable,
    WireError,
    decode_reply,
    encode,
    frame_lengths,
)

_REQUEST_CAP = 1 << 31


class WorkerExchange(WorkerProcess, abc.ABC):
    """A worker that answers one request at a time, in typed frames under one deadline."""

    def __init__(self, zygote: Zygote, limits: Limits, *, seed: int = 0, files: Sequence[str] = ()) -> None:
        super().__init__(zygote, limits, seed=seed, files=files)
        self._requests = 0
        self._busy = False
        self._refused = False
        """Whether a call of a function of the test's was refused in the last exchange."""

    @abc.abstractmethod
    def _stand_in(self, value: Any, callbacks: list[Callback] | None) -> Reference | None:
        """What crosses for a value that is no data; functions of the test are added to ``callbacks``."""

    @abc.abstractmethod
    def _resolve(self, reference: Reference) -> Any:
        """What a reference of the worker's stands for."""

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
                if clock.is_over():  # a worker that always has the next frame ready is never waited for
                    raise self._timeout(clock)
        finally:
            self._busy = False

    def _outcome(self, reply: Reply) -> Any:
        match reply.kind, reply.body:
            case "value", value:
                return value
            case "unsendable", str(reason):
                raise self._validator.unsendable_result(reason)
            case "raised", (str(name), str(own_name), str(text), list(places)):
                error = self._validator.exception_for(name, own_name, text, places)
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
            raise UnsupportedArgument(
                f"A hidden test passes what cannot cross to the worker: {error}."
            ) from None
        self._write(b"".join(parts), clock)

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
