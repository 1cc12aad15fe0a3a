"""Answer the grader's requests with the student's code: load, call, get, gradients.

Every exception of the student's code is caught here and sent as a name and a text. A broad ``except`` is right in
this place: the code may raise any class, and no exception may end the worker silently.
"""

from __future__ import annotations

import contextlib
import importlib
import mmap
import os
import sys
import time
import types
from collections.abc import Callable
from typing import Any, NoReturn

from grader.wire import (
    GIVEN,
    GIVEN_FILE,
    HEADER,
    Handle,
    HandleCall,
    Own,
    Reference,
    Request,
    Unsendable,
    decode_request,
    encode,
)
from grader.wire.differentiation import differentiated
from grader.wire.fresh import fresh, memory_bytes
from grader.wire.held import observed_call
from grader.wire.operation import OPERATIONS
from grader.worker.code_inspection import inspect
from grader.worker.module_loader import SubmissionImporter, builtin_name, forbid, write_data
from grader.worker.refused_import import ForbiddenImport
from grader.worker.timed_calls import TimedCalls

_REQUEST_CAP = 1 << 31
_JOINED = 1 << 16
"""Frames of at most this size are sent in one piece. Larger frames are sent in parts, to avoid a copy."""
_TEXT_LIMIT = 2000
_MAX_HANDLES = 100_000
_processor_s = time.process_time
"""Kept from before the student's code is loaded. Code that replaces it only shortens its own calls."""


class _Hangup(BaseException):
    """The grader closed the socket."""


class _Refused(RuntimeError):
    """The grader refused a callback, because of wrong arguments or too many calls."""


def serve(descriptor: int, reply_bytes: int) -> None:
    """Answer requests on a socket until the grader hangs up."""
    answer_all(Channel(descriptor, reply_bytes))


def answer_all(channel: Channel) -> None:
    """Answer requests on a channel until the grader hangs up."""
    harness = Harness(channel)
    try:
        while True:
            harness.answer(channel.receive())
    except _Hangup:
        return


class Channel:
    """Blocking frames on a descriptor. There are no timeouts here; the grader measures time."""

    def __init__(self, descriptor: int, cap: int) -> None:
        self._descriptor = descriptor
        self._cap = cap
        self.resolve: Callable[[Reference], Any] = _no_object
        self.keep: Callable[[Any], Handle | None] = _keep_nothing

    def receive(self) -> Request:
        structure, payload = HEADER.unpack(self._read(HEADER.size))
        if payload > _REQUEST_CAP:
            raise _Hangup
        return decode_request(self._read(structure), memoryview(self._read(payload)), self.resolve)

    def send(self, request: Request, kind: str, body: Any) -> None:
        parts = encode(request.nonce, request.id, kind, body, self.keep, self._cap)
        for part in [b"".join(parts)] if sum(map(len, parts)) <= _JOINED else parts:
            self._write(part)

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        view, got = memoryview(data), 0
        while got < size:
            count = self._read_some(view[got:])
            if count == 0:
                raise _Hangup
            got += count
        return data

    def _read_some(self, view: memoryview) -> int:
        return os.readv(self._descriptor, [view])

    def _write(self, data: bytes | memoryview) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]


def _no_object(_: Any) -> NoReturn:
    raise _Hangup


def _keep_nothing(_: Any) -> None:
    return None


class Harness:
    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._module: types.ModuleType | None = None
        self._modules: dict[str, types.ModuleType] = {}
        self._objects: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        """The number of each kept object, by its address."""
        self._spare: mmap.mmap | None = mmap.mmap(
            -1, 4 << 20
        )  # given back to be able to report a MemoryError
        self._request: Request | None = None
        self._timed = TimedCalls()
        self._answers: dict[str, Callable[..., Any]] = {
            "load": self._load, "call": self._call, "repeat": self._repeat, "get": self._get,
            "gradients": self._gradients, "operate": self._operate,
            "read file": _read_file, "write file": _write_file, "inspect": _inspect,
            "ping": lambda: None, "configure": self._timed.configure, "fill": self._timed.fill,
            "stage": self._timed.stage, "run": self._run, "commit": self._timed.commit,
            "describe": self._timed.describe, "fetch": self._timed.fetch, "staged": self._timed.staged,
            "forget": self._timed.forget, "steps": self._steps,
        }  # fmt: skip
        channel.resolve = self._resolve
        channel.keep = self._keep

    def answer(self, request: Request) -> None:
        self._request = request
        try:
            kind, body = "value", self._answers[request.kind](*request.body)
        except _Hangup:
            raise
        except BaseException as error:  # noqa: BLE001 - see above
            kind, body = "raised", self._describe(error)
        _flush()
        try:
            self.channel.send(request, kind, body)
        except Unsendable as error:
            self.channel.send(request, "unsendable", str(error))
        except MemoryError as error:
            self.channel.send(request, "raised", self._describe(error))
        except BaseException as error:  # noqa: BLE001 - an object that raises when it is read
            self.channel.send(request, "unsendable", f"what raises {builtin_name(error)} when it is read")

    def _load(
        self, files: Any, data: Any, module: str, banned: Any, forbidden: Any, allowed: str, scratch: bool,
        asked: Any, given: bytes,
    ) -> Any:  # fmt: skip
        forbid(forbidden)
        sources = [(name, text.decode(), cells) for name, text, cells in files]
        if given:  # it replaces a file of this name in the submission
            sources = [source for source in sources if source[0] != GIVEN_FILE]
            sources.append((GIVEN_FILE, given.decode(), []))
        submission = SubmissionImporter(sources, banned, allowed, asked)
        if scratch:
            write_data(data)
        self._module = submission.load(module)
        self._modules[module] = self._module
        if given:
            self._modules[GIVEN] = importlib.import_module(GIVEN)
        file = submission.file_of(module)
        functions = {
            name: value for name, value in vars(self._module).items() if type(name) is str and callable(value)
        }
        own = {name: value for name, value in functions.items() if _is_written_in(value, file)}
        calls = {name: _calls(value, own) for name, value in own.items()}
        remarks, refused = map(tuple, submission.remarks), map(tuple, submission.refused)
        return list(functions), calls, list(remarks), list(refused)

    def _call(self, target: Any, args: Any, kwargs: Any, want: Any) -> Any:
        after, in_place, requires_grad = want
        result = observed_call(self._function(target), args, kwargs, in_place, flags=requires_grad)
        arguments = (tuple(args), kwargs) if after else None
        return result.value, arguments, (result.replaced, result.requires_grad)

    def _operate(self, sign: str, operands: Any) -> Any:
        result = OPERATIONS[sign](*operands)
        return self._keep(result) if sign == "iter" else result

    def _repeat(self, target: Any, args: Any, kwargs: Any, seeds: Any, most_s: float, most_bytes: int) -> Any:
        """Results of calls with fresh arguments, and the last call's arguments after the call.

        There is one call for each row of seeds, or fewer; then the grader asks again for the rest.
        """
        function, results, after = self._function(target), [], None
        end_s = _processor_s() + most_s
        for row in seeds.tolist():
            left = iter(row)
            after = fresh(tuple(args), left), fresh(kwargs, left)
            results.append(function(*after[0], **after[1]))
            most_bytes -= memory_bytes(results[-1])
            if most_bytes <= 0 or _processor_s() >= end_s:
                break
        return results, after

    def _get(self, number: int, name: str) -> Any:
        return getattr(self._objects[number], name)

    def _gradients(self, target: Any, args: Any, wrt: Any, upstream: Any) -> Any:
        return differentiated(self._function(target), args, wrt, upstream)

    def _run(self, target: Any, shift: int = 0) -> None:
        self._timed.run(self._function(target), shift)

    def _steps(self, target: Any) -> int:
        return self._timed.steps(self._function(target))

    def _function(self, target: Any) -> Any:
        if isinstance(target, int):
            return self._objects[target]
        module, _, name = target.rpartition(":")
        return getattr(self._modules[module] if module else self._module, name)

    def _keep(self, value: Any) -> Handle | None:
        if type(value) is Handle:
            return value
        number = self._numbers.get(id(value), len(self._objects))
        if number >= _MAX_HANDLES:
            return None
        self._objects[number] = value  # a kept object keeps its address
        self._numbers[id(value)] = number
        return Handle(number, type(value).__name__)

    def _resolve(self, reference: Reference) -> Any:
        if isinstance(reference, HandleCall):
            return self._objects[reference.id]
        if isinstance(reference, Own):
            try:
                return self._function(f"{reference.module}:{reference.name}")
            except BaseException:  # noqa: BLE001 - a request cannot be answered while it is being read
                return _missing(reference.name)
        return lambda *args, **kwargs: self._call_back(reference.id, args, kwargs)

    def _call_back(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        assert self._request is not None
        self.channel.send(self._request, "callback", (number, args, kwargs))
        answer = self.channel.receive()
        if answer.kind != "resume":
            raise _Refused(answer.body)
        return answer.body

    def _describe(self, error: BaseException) -> Any:
        if isinstance(error, MemoryError) and self._spare is not None:
            self._spare.close()
            self._spare = None
        name = "ForbiddenImport" if isinstance(error, ForbiddenImport) else builtin_name(error)
        try:
            text = str(error)[:_TEXT_LIMIT]
        except BaseException:  # noqa: BLE001 - a student's __str__ may raise anything
            text = ""
        return name, type(error).__name__[:80], text, _lines(error)


def _missing(name: str) -> Callable[..., NoReturn]:
    def missing(*_: Any, **__: Any) -> NoReturn:
        raise NameError(f"there is no function {name} in your file")

    return missing


def _inspect(name: str, text: bytes, cells: Any, asked: Any) -> list[Any]:
    return [tuple(finding) for finding in inspect(name, text.decode(), cells, asked)]


def _read_file(name: str, most: int) -> bytes:
    with open(name, "rb") as file:
        return file.read(most)


def _write_file(name: str, data: bytes) -> None:
    with open(name, "wb") as file:
        file.write(data)


def _is_written_in(value: Any, file: str) -> bool:
    """Whether a function is defined in the module, not imported."""
    code = getattr(value, "__code__", None)
    return code is not None and code.co_filename == file


def _calls(function: Any, functions: dict[str, Any]) -> list[str]:
    """The functions of the module that a function may call, by the names in its code."""
    found: dict[str, None] = {}
    pending = [function]
    while pending:
        code = getattr(pending.pop(), "__code__", None)
        for name in getattr(code, "co_names", ()):
            if name in functions and name not in found:
                found[name] = None
                pending.append(functions[name])
    return list(found)


def _lines(error: BaseException) -> list[Any]:
    """(file, line) of the innermost frames, the innermost last, and of a syntax error (file, line, column).

    The grader keeps those in the student's files.
    """
    trace, places = error.__traceback__, list[Any]()
    while trace is not None:
        places.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    places = places[-12:]
    if isinstance(error, SyntaxError) and error.filename:
        places.append((error.filename, error.lineno or 0, error.offset or 0))
    return places


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):  # a student may have replaced or closed it
            stream.flush()
