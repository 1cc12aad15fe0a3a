"""The grader's end of a worker: call the student's functions under limits kept from outside."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from grader.course import Limits
from grader.model import SourceFile
from grader.sandbox.callback import Callback
from grader.sandbox.import_notices import import_notices
from grader.sandbox.notebook_remarks import omission_notices
from grader.sandbox.remote_object import UNWATCHED, ObjectWatch, RemoteObject
from grader.sandbox.reply_validation import BREAKPOINT, LoadedModule, ReplyValidator
from grader.sandbox.worker_exchange import WorkerExchange
from grader.sandbox.zygote_client import Zygote
from grader.wire import CallbackReference, Handle, HandleCall, Own, Reference, Unsendable, WireError

_SMALL_REPLY_BYTES = 64 << 10
"""For answers that hold no array."""
_REPEATED_SHARE = 0.1
"""Part of a call's time after which a worker begins no further one of those that are repeated."""
_REPLY_SHARE, _REPEATED_BYTES = 0.25, 2 << 20
"""Part of a reply after which it does not either, so that one result may take the rest; and no more than that, since
text and structure have a limit of their own."""
_REPEATED_AT_ONCE = 4096
_OTHER_FORM = "an answer of another form than asked for"

Seeds = npt.NDArray[np.uint64]
"""Of shape (times, generators): one row for each call that is repeated."""


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


VALUE = Want()


class Worker(WorkerExchange):
    """One jailed process with one submission.

    Every call either returns data, raises `StudentError` (the code raised) or raises `WorkerFailure`; after
    the latter the worker is gone.

    Parameters
    ----------
    zygote : Zygote
    limits : Limits
    seed : int
        What its random generators start from.
    files : sequence of str
        Names of the files that it may write.
    watch : ObjectWatch
        Decides about every use of an object that stays in the worker; everything is allowed unless it is given.
    """

    def __init__(
        self,
        zygote: Zygote,
        limits: Limits,
        *,
        seed: int = 0,
        files: Sequence[str] = (),
        watch: ObjectWatch = UNWATCHED,
    ) -> None:
        super().__init__(zygote, limits, seed=seed, files=files)
        self.watch = watch

    def load(
        self, files: Sequence[tuple[str, str, Any]], module: str, *,
        data: Sequence[tuple[str, bytes]] = (), banned: Sequence[str] = (),
        forbidden: Sequence[str] = (), allowed: str = "", asked: Sequence[str] = (), given: str = "",
    ) -> LoadedModule:  # fmt: skip
        """Import the student's module; what it defines, and remarks on what was left out.

        ``given`` is a script of the course: it can be imported as ``given.make``, and called.
        """
        texts = {name: text for name, text, _ in files}
        self._validator = ReplyValidator(
            memory_mib=self._limits.memory_mib, texts={**self._validator.texts, **texts},
            refused=frozenset((*banned, *forbidden, BREAKPOINT)), allowed=allowed,
        )  # fmt: skip
        scratch = self._zygote.level == 3
        sources = [(name, text.encode(), cells) for name, text, cells in files]
        rules = list(banned), list(forbidden), allowed
        body = sources, [list(d) for d in data], module, *rules, scratch, list(asked), given.encode()
        reply = self._exchange("load", body, _SMALL_REPLY_BYTES)
        match reply:
            case (list() as names, dict() as calls, list() as remarks, list() as refused) if _are_names(
                names, calls
            ):
                sources_sent = [_source_file(*file) for file in files]
                called = {name: frozenset(own) for name, own in calls.items()}
                imports = import_notices(refused, sources_sent, allowed)
                left_out = omission_notices(remarks, sources_sent[0])
                return LoadedModule(frozenset(names), called, imports + left_out)
        raise self._broken(_OTHER_FORM)

    def call(
        self,
        target: str | int,
        args: Sequence[Any],
        kwargs: dict[str, Any] | None = None,
        want: Want = VALUE,
    ) -> CallResult:
        """Call a function by name (``module:name`` where it is not the student's), or an object by handle."""
        match self._exchange("call", (target, list(args), kwargs or {}, want)):
            case (value, after, (tuple() as replaced, tuple() as flags)) if _is_after(after, want, len(args)):
                if all(type(one) is int for one in replaced) and all(type(one) is bool for one in flags):
                    return CallResult(value, after, replaced, flags)
        raise self._broken(_OTHER_FORM)

    def read_file(self, name: str) -> bytes:
        """What a file holds that the code may write, by the worker's word."""
        data = self._exchange("read file", (str(name), self._limits.file_mib << 20))
        if type(data) is not bytes:
            raise self._broken(_OTHER_FORM)
        return data

    def write_file(self, name: str, data: bytes) -> None:
        """Replace what such a file holds."""
        self._exchange("write file", (str(name), data))

    def operate(self, sign: str, operands: Sequence[Any]) -> Any:
        """Apply one of the operations of `grader.wire.operation`."""
        answer = self._exchange("operate", (sign, tuple(operands)))
        if sign in _ANSWERS and not _ANSWERS[sign](answer):
            raise self._broken(_OTHER_FORM)
        return answer

    def repeat(
        self, target: str | int, args: Sequence[Any], kwargs: dict[str, Any], seeds: Seeds
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
        raise self._broken(_OTHER_FORM)

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
        raise self._broken(_OTHER_FORM)

    def ask(self, kind: str, *body: Any, reply_bytes: int = _SMALL_REPLY_BYTES) -> Any:
        """One of the requests around a timed call, as `grader.worker.timed_calls` has them; ``ping`` does nothing.

        An answer whose arrays take more than ``reply_bytes`` is not read.
        """
        return self._exchange(kind, body, reply_bytes)

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

    def _resolve(self, reference: Reference) -> Any:
        if isinstance(reference, Handle):
            return RemoteObject(self, reference.id, reference.type_name)
        raise WireError("a reference only the grader may send")


def _source_file(name: str, text: str, cells: Any) -> SourceFile:
    return SourceFile(name=name, text=text, cells=tuple((number, first) for number, first in cells))


def _are_names(names: list[Any], calls: dict[Any, Any]) -> bool:
    """What a module may be said to define and to call: texts, and nothing that would have to be made one."""
    called = [name for own in calls.values() for name in (own if isinstance(own, list) else (None,))]
    return all(type(name) is str for name in (*names, *calls, *called))


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
