"""The wire format between grader and worker: length-prefixed frames of typed data.

A frame has a header (two lengths), a *structure* (msgpack of a closed union, at most 1 MiB and 16 levels deep) and a
*payload* (the bytes of all arrays, in the order of the structure). Lengths are checked before memory is allocated,
dtypes come from an allow-list, and nothing is pickled. Both sides run this code. It imports only the standard library,
msgspec and numpy.
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
