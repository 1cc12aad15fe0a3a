"""The frame decoder under coverage-guided bytes: ``python tests/fuzz/fuzz_frame.py -max_total_time=600 FOLDER``.

FOLDER receives what was found; more folders may follow and are only read. Options are libFuzzer's. The run
needs atheris (the extra ``fuzz``); the rest of this module does not, and the tests replay the corpus with it.

The first byte of an input chooses what the rest is: a whole frame, a structure and a payload cut apart, or a
recipe from which a structure is written that has the right grammar and lies about everything else.
"""

from __future__ import annotations

import contextlib
import resource
import struct
import sys
from typing import Any

import msgspec
import numpy as np

GUIDED = __name__ == "__main__"
if GUIDED:
    import atheris

with atheris.instrument_imports(include=["grader"]) if GUIDED else contextlib.nullcontext():
    from grader.wire import (
        HEADER,
        CallbackReference,
        Handle,
        HandleCall,
        Reference,
        Unsendable,
        WireError,
        decode_reply,
        encode,
        frame_lengths,
    )

with contextlib.suppress(ImportError):
    import torch  # noqa: F401 - tensors are only read where torch is loaded

CAP = 1 << 20
ROOM = 64 << 20
"""What decoding may take on top of the cap."""
_PLAIN = (type(None), bool, int, float, complex, str, bytes, np.random.Generator, Handle)
_EDGES = (0, 1, 2, 3, 16, 17, 255, 2**16, 2**31, 2**40, 2**40 + 1, 2**63, 2**64 - 1, -1, -2, -(2**63))
_DTYPES = ("float64", "int8", "bool", "complex128", "bfloat16", "object", "float16", "uint64")
_DEEPEST = 20


class Draw:
    """Numbers and choices taken from bytes; zeros when there are none left."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> int:
        return len(self._data) - self._at

    def take(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]

    def byte(self) -> int:
        return (self.take(1) or b"\0")[0]

    def number(self) -> int:
        """A small one, or one at which something ends."""
        byte = self.byte()
        return byte if byte < 128 else _EDGES[byte % len(_EDGES)]

    def numbers(self) -> list[int]:
        return [self.number() for _ in range(self.byte() % 18)]


def run(data: bytes) -> str:
    """Decode one input and say how it ended: ``read``, or the reason of the refusal.

    Anything but a `WireError`, a value that is none of the wire's, and memory beyond cap and room raise.
    """
    before = _peak_bytes()
    try:
        structure, payload = _frame(data)
        value = decode_reply(structure, memoryview(payload), resolve).body
    except WireError as refusal:
        return str(refusal)
    finally:
        grown = _peak_bytes() - before
        assert grown < CAP + ROOM, f"{grown} bytes for a frame of {len(data)}"
    check_value(value)
    check_second_crossing(value)
    return "read"


def resolve(reference: Reference) -> Any:
    """As the grader does: objects of the worker are welcome, what only the grader may send is not."""
    if isinstance(reference, Handle):
        return reference
    raise WireError("a reference only the grader may send")


def check_value(value: Any, depth: int = 0) -> None:
    """Nothing but values of the wire, at most 16 deep, every byte of an array its own and writable."""
    assert depth <= 16
    if isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            check_value(item, depth + 1)
    elif isinstance(value, dict):
        for key, item in value.items():
            check_value(key, depth + 1)
            check_value(item, depth + 1)
    elif isinstance(value, np.ndarray):
        assert value.flags.writeable
        assert value.tobytes() == value.copy().tobytes()
    elif not isinstance(value, _PLAIN):
        assert type(value).__name__ == "Tensor", type(value)
        value.clone()


def check_second_crossing(value: Any) -> None:
    """What was read once crosses again, and from then on with the same bytes; only a set has no order to keep."""
    try:
        first = _crossed(value)
        again = _crossed(_value(first))
        assert again == first or list(map(sorted, again)) == list(map(sorted, first))
    except Unsendable:
        return


def _crossed(value: Any) -> list[bytes]:
    return [bytes(part) for part in encode(1, 1, "value", value, _keep, CAP)]


def _value(parts: list[bytes]) -> Any:
    return decode_reply(parts[1], memoryview(b"".join(parts[2:])), resolve).body


def _keep(value: Any) -> Reference | None:
    return value if isinstance(value, (Handle, HandleCall, CallbackReference)) else None


def _frame(data: bytes) -> tuple[bytes, bytes]:
    match data[0] % 3 if data else 0:
        case 0:
            header = data[1 : 1 + HEADER.size].ljust(HEADER.size, b"\0")
            structure, payload = frame_lengths(header, CAP)
            rest = data[1 + HEADER.size :]
            return rest[:structure], rest[structure : structure + payload]
        case 1:
            (size,) = struct.unpack("<H", data[1:3].ljust(2, b"\0"))
            return data[3 : 3 + size], data[3 + size :]
    draw = Draw(data[1:])
    structure = msgspec.msgpack.encode([draw.number(), 1, "value", _node(draw)])
    return structure, draw.take(draw.left)


def _node(draw: Draw, depth: int = 0) -> Any:
    """A structure by the recipe's next bytes; tags 13 and 14 do not exist."""
    choice = draw.byte() % 24
    tag = choice % 15
    if choice >= 15 or depth > _DEEPEST:
        return _scalar(draw, choice)
    if tag in (1, 2):
        return [tag, [_node(draw, depth + 1) for _ in range(draw.byte() % 6)]]
    if tag == 3:
        return [tag, [[_node(draw, depth + 1), _node(draw, depth + 1)] for _ in range(draw.byte() % 6)]]
    if tag in (6, 7):
        return [tag, _DTYPES[draw.byte() % len(_DTYPES)], draw.numbers(), draw.numbers()][: 10 - tag]
    return [tag, *(_scalar(draw, draw.byte()) for _ in range(draw.byte() % 3))]


def _scalar(draw: Draw, choice: int) -> Any:
    match choice % 6:
        case 0:
            return None
        case 1:
            return bool(draw.byte() % 2)
        case 2:
            return struct.unpack("<d", draw.take(8).ljust(8, b"\0"))[0]
        case 3:
            return draw.take(draw.byte() % 9).decode("latin-1")
        case 4:
            return str(draw.number()) * (1 + draw.byte() % 3)
    return draw.number()


def _peak_bytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if GUIDED:
    sys.argv[1:1] = ["-max_len=2047", "-timeout=10", "-rss_limit_mb=1024"]
    atheris.Setup(sys.argv, lambda data: run(data) and None)
    atheris.Fuzz()
