"""What crosses between grader and worker: length-prefixed frames of typed data, and nothing else.

A frame is a header (two lengths), a *structure* (msgpack of a closed union, at most 1 MiB and 16 deep)
and a *payload* (the bytes of all arrays, in the order in which the structure names them). Lengths are
checked before anything is allocated, dtypes come from an allow-list, and there is no pickle. The same
code runs on both sides; it imports the standard library, msgspec and numpy only.
"""

from __future__ import annotations

from grader.wire.frame import HEADER, Reply, Request, decode_reply, decode_request, encode, frame_lengths
from grader.wire.value import (
    GIVEN,
    GIVEN_FILE,
    CallbackReference,
    Handle,
    HandleCall,
    Own,
    Reference,
    Unsendable,
    WireError,
)  # fmt: skip

__all__ = [
    "GIVEN", "GIVEN_FILE", "HEADER", "CallbackReference", "Handle", "HandleCall", "Own", "Reference", "Reply",
    "Request", "Unsendable", "WireError", "decode_reply", "decode_request", "encode", "frame_lengths",
]  # fmt: skip
