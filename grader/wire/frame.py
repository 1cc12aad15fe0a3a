"""Encodes and decodes frames. Encoding raises before it sends a byte; decoding trusts no input."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import msgspec

from grader.wire.tagged import Node
from grader.wire.value import Keep, Parcel, Reader, Reference, Unsendable, WireError, pack

HEADER = struct.Struct("<IQ")
"""Length of the structure, length of the payload."""
MAX_STRUCTURE = 1 << 20


class _Message(msgspec.Struct, array_like=True, frozen=True):
    nonce: int
    id: int
    kind: str
    body: Node


class Request(msgspec.Struct, frozen=True):
    """Grader to worker: do ``kind`` with ``body``."""

    nonce: int
    id: int
    kind: str
    body: Any


class Reply(msgspec.Struct, frozen=True):
    """Worker to grader: ``value``, ``raised`` or ``callback``."""

    nonce: int
    id: int
    kind: str
    body: Any


Resolve = Callable[[Reference], Any]
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Message)


def encode(nonce: int, number: int, kind: str, body: Any, keep: Keep, cap: int) -> list[Any]:
    """Encode one frame as a list of buffers, header first.

    Raises
    ------
    Unsendable
        A value may not be sent, or the frame is larger than the other side accepts.
    """
    parcel = Parcel()
    try:
        structure = _encoder.encode(_Message(nonce, number, kind, pack(body, parcel, keep)))
    except (UnicodeEncodeError, OverflowError, RecursionError) as error:
        raise Unsendable(f"a value that cannot be written: {type(error).__name__}") from None
    size = sum(len(part) for part in parcel.payload)
    if len(structure) > MAX_STRUCTURE:
        raise Unsendable(
            f"a structure of {len(structure)} bytes; at most {MAX_STRUCTURE} may cross (return an array)"
        )
    if size > cap:
        raise Unsendable(f"arrays of {size} bytes; at most {cap} may cross")
    return [HEADER.pack(len(structure), size), structure, *parcel.payload]


def frame_lengths(header: bytes | memoryview, cap: int) -> tuple[int, int]:
    """Read the lengths of structure and payload. Too large ones raise `WireError` before memory is allocated."""
    structure, payload = HEADER.unpack(header)
    if structure > MAX_STRUCTURE or payload > cap:
        raise WireError(f"a frame of {structure} + {payload} bytes; at most {MAX_STRUCTURE} + {cap} are read")
    return structure, payload


def decode_reply(structure: bytes | memoryview, payload: memoryview, resolve: Resolve) -> Reply:
    """Decode a frame of a worker. Invalid bytes raise `WireError` and no other exception."""
    return Reply(*_decode(structure, payload, resolve))


def decode_request(
    structure: bytes | bytearray | memoryview, payload: memoryview, resolve: Resolve
) -> Request:
    """Decode a frame of the grader; tensors keep ``requires_grad``."""
    return Request(*_decode(structure, payload, resolve, differentiable=True))


def _decode(
    structure: bytes | bytearray | memoryview,
    payload: memoryview,
    resolve: Resolve,
    *,
    differentiable: bool = False,
) -> tuple[int, int, str, Any]:
    try:
        message = _decoder.decode(structure)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise WireError(f"not a message: {type(error).__name__}") from None
    reader = Reader(payload, resolve, differentiable=differentiable)
    body = reader.read(message.body)
    reader.finish()
    return message.nonce, message.id, message.kind, body
