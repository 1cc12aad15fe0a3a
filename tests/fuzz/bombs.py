"""The largest structures that may be sent, decoded one by one in children: the kernel's word on their memory.

``python tests/fuzz/bombs.py`` prints, as JSON, by how many bytes each let the resident peak grow and how long
it took. Torch allocates where ``tracemalloc`` does not look, so this is measured from outside.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import time
from contextlib import suppress

import msgspec

from grader.wire import WireError, decode_reply
from grader.wire.frame import MAX_STRUCTURE
from grader.wire.value import MAX_COSTLY

with suppress(ImportError):
    import torch  # noqa: F401 - tensors are only read where torch is loaded

LIST, DICT, ARRAY, TENSOR, GENERATOR = 1, 3, 6, 7, 8
UNITS = {
    "texts": "ab", "lists": [LIST, []], "dicts of one": [DICT, [[None, None]]], "arrays": [ARRAY, "int8", [0], []],
    "tensors": [TENSOR, "int8", [0]], "generators": [GENERATOR, 0],
}  # fmt: skip
_OPENING = b"\x94\x07\x01\xa5value\x92\x01\xdd"


def structures() -> dict[str, tuple[bytes, bytes]]:
    """Each kind alone; then what is limited by number, up to its limit, and the dearest of the rest."""
    made = {name: (_filled(b"", 0, unit), b"") for name, unit in UNITS.items()}
    spread = msgspec.msgpack.encode([ARRAY, "float64", [60_000], [16]]) * 2
    for name in ("tensors", "generators"):
        costly = msgspec.msgpack.encode(UNITS[name]) * MAX_COSTLY
        filled = _filled(spread + costly, 2 + MAX_COSTLY, UNITS["dicts of one"])
        made[f"{name} and dicts"] = (filled, bytes(2 * 60_000 * 8))
    return made


def _filled(first: bytes, count: int, unit: object) -> bytes:
    one = msgspec.msgpack.encode(unit)
    more = (MAX_STRUCTURE - len(_OPENING) - 4 - len(first)) // len(one)
    return _OPENING + struct.pack(">I", count + more) + first + one * more


def growth(structure: bytes, payload: bytes) -> tuple[int, float]:
    """Bytes and seconds of decoding one frame, in a child that ends with it."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        before, started = _peak_bytes(), time.process_time()
        with suppress(WireError):
            decode_reply(structure, memoryview(payload), _refuse)
        seconds = time.process_time() - started
        os.write(writer, struct.pack("<Qd", _peak_bytes() - before, seconds))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        grown, seconds = struct.unpack("<Qd", pipe.read())
    os.waitpid(child, 0)
    return grown, seconds


def _refuse(reference: object) -> object:
    raise WireError(str(reference))


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    print(json.dumps({name: growth(*frame) for name, frame in structures().items()}))
