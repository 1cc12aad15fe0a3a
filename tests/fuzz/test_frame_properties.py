"""Frames drawn at random: what may cross comes back equal, everything else ends in `WireError`, within memory."""

from __future__ import annotations

import json
import math
import struct
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import fuzz_frame
import msgspec
import numpy as np
import pytest
from fuzz_frame import ROOM, check_second_crossing, check_value, resolve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.wire import HEADER, Handle, WireError, decode_reply, encode, frame_lengths
from grader.wire.frame import MAX_STRUCTURE
from grader.wire.generator import SeededGenerator, seeded_generator
from grader.wire.value import DTYPES, MAX_SPREAD

CAP = 1 << 22
MIB = 1 << 20
MANY = settings(max_examples=150, deadline=None)
FEW = settings(max_examples=40, deadline=None)

# Every value that may cross


def layouts(array: np.ndarray) -> st.SearchStrategy[np.ndarray]:
    """Views of an array: axes in another order, run backwards, or with steps."""
    axes = st.permutations(range(array.ndim))
    steps = st.tuples(
        *[st.sampled_from([slice(None), slice(None, None, -1), slice(None, None, 2)])] * array.ndim
    )
    return st.builds(lambda order, step: array.transpose(order)[(*step, ...)], axes, steps)


def arrays() -> st.SearchStrategy[np.ndarray]:
    shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
    plain = st.sampled_from(sorted(DTYPES)).flatmap(lambda name: hnp.arrays(np.dtype(name), shapes))
    return plain.flatmap(layouts)


def tensors() -> st.SearchStrategy[Any]:
    torch = pytest.importorskip("torch")
    names = sorted({*DTYPES, "bfloat16"})
    shapes = st.lists(st.integers(0, 3), max_size=3)
    return st.builds(
        lambda name, shape, seed: torch.arange(seed, seed + math.prod(shape)).reshape(shape).to(getattr(torch, name)),
        st.sampled_from(names), shapes, st.integers(0, 200),
    )  # fmt: skip


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | TEXTS
RARE = (
    st.complex_numbers() | st.binary(max_size=12) | st.integers(-(10**3900), 10**3900)
    | st.builds(Handle, st.integers(-(2**63), 2**63 - 1), TEXTS)
)  # fmt: skip
GENERATORS = st.integers(0, 2**64 - 1).map(seeded_generator)
KEYS = st.recursive(
    PLAIN | st.complex_numbers() | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=4,
)


def values() -> st.SearchStrategy[Any]:
    return st.recursive(
        PLAIN | RARE | GENERATORS | arrays() | tensors(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.lists(inner, max_size=4).map(tuple)
            | st.dictionaries(KEYS, inner, max_size=4)
            | st.sets(KEYS, max_size=4)
        ),
        max_leaves=12,
    )


def keep(value: Any) -> Handle | None:
    return value if isinstance(value, Handle) else None


def crossed(value: Any) -> Any:
    """A value as it comes out of the frame it was put into, lengths in the header included."""
    header, structure, *payload = encode(2**63, 2**64 - 1, "value", value, keep, CAP)
    joined = b"".join(payload)
    assert frame_lengths(header, CAP) == (len(structure), len(joined))
    reply = decode_reply(structure, memoryview(joined), resolve)
    assert (reply.nonce, reply.id, reply.kind) == (2**63, 2**64 - 1, "value")
    return reply.body


def same(a: Any, b: Any) -> bool:
    """Equal in type and every bit, with NaN equal to itself."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a.items(), b.items(), strict=True))
    if isinstance(a, set):
        return same(sorted(a, key=repr), sorted(b, key=repr))
    if isinstance(a, np.ndarray):
        return (a.dtype, a.shape, a.tobytes()) == (b.dtype, b.shape, b.tobytes())
    if isinstance(a, SeededGenerator):
        return bool(a.bit_generator.state == b.bit_generator.state)
    if isinstance(a, float):
        return struct.pack("d", a) == struct.pack("d", b) or (math.isnan(a) and math.isnan(b))
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    if type(a).__name__ == "Tensor":
        return a.dtype == b.dtype and a.shape == b.shape and a.tolist() == b.tolist()
    return bool(a == b)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_every_value_that_may_cross_comes_back_equal(data):
    value = data.draw(values())
    back = crossed(value)
    assert same(back, value)
    check_value(back)
    check_second_crossing(back)


@FEW
@given(arrays())
def test_an_array_comes_back_writable_alone_and_in_its_order_of_memory(array):
    back = crossed(array)
    assert back.flags.writeable
    assert not np.shares_memory(back, array)
    long = [n > 1 for n in array.shape]
    order = [s for s, n in zip(array.strides, long, strict=True) if n]
    rebuilt = [s for s, n in zip(back.strides, long, strict=True) if n]
    assert array.size == 0 or rebuilt == order


# Bytes, mutations and lies


@MANY
@given(st.binary(max_size=400))
def test_arbitrary_bytes_are_read_or_refused(data):
    assert fuzz_frame.run(data)


@MANY
@given(st.binary(max_size=300).map(lambda rest: b"\2" + rest))
def test_structures_of_right_grammar_with_lying_fields_are_read_or_refused(data):
    assert fuzz_frame.run(data)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_valid_frames_after_mutation_are_read_or_refused(data):
    value = data.draw(st.lists(PLAIN | RARE | arrays() | tensors(), max_size=4))
    frame = bytearray(b"".join(bytes(part) for part in encode(7, 1, "value", value, keep, CAP)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(HEADER.size, len(frame)))
        drop = data.draw(st.integers(0, 2))
        frame[at : at + drop] = data.draw(st.binary(max_size=3))
    structure = frame[: HEADER.size] and HEADER.unpack(frame[: HEADER.size])[0]
    rest = bytes(frame[HEADER.size :])
    cut = struct.pack("<H", min(structure, 2**16 - 1))
    assert fuzz_frame.run(b"\1" + cut + rest)


LENGTHS = st.integers(-2, 5) | st.sampled_from([2**16, 2**31, 2**40, 2**40 + 1, 2**63, 2**64 - 1, -(2**63)])
NAMES = st.sampled_from([*DTYPES, "bfloat16", "object", "<f8", "float64,float64", "O", "", "float\0"]) | TEXTS
CLAIMS = (
    st.tuples(st.just(6), NAMES, st.lists(LENGTHS, max_size=18), st.lists(LENGTHS, max_size=18))
    | st.tuples(st.just(6), st.sampled_from(["int8", "bool"]), st.just([2, 3]), st.tuples(LENGTHS, LENGTHS))
    | st.tuples(st.just(7), NAMES, st.lists(LENGTHS, max_size=18))
    | st.tuples(st.just(12), LENGTHS)
    | st.tuples(st.sampled_from([8, 9, 10, 11]), LENGTHS, TEXTS)
    | st.tuples(st.just(5), st.from_regex(r"-?[0-9٣²]{0,20}", fullmatch=True))
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(CLAIMS, st.binary(max_size=24))
def test_lying_sizes_dtypes_strides_shapes_and_ids_are_read_or_refused(claim, payload):
    structure = msgspec.msgpack.encode([7, 1, "value", list(claim)])
    outcome = fuzz_frame.run(b"\1" + struct.pack("<H", len(structure)) + structure + payload)
    if outcome == "read" and claim[0] in (6, 7):
        assert math.prod(claim[2]) * np.dtype(claim[1].replace("bfloat16", "uint16")).itemsize == len(payload)


@FEW
@given(
    st.integers(0, 4000),
    st.sampled_from([b"\x91", b"\x92\x01\x91", b"\x81\xa0", b"\x92\x03\x91\x92\xc0"]),
    st.booleans(),
)
def test_any_depth_is_read_or_refused(depth, opening, wrapped):
    structure = (b"\x94\x07\x01\xa5value" if wrapped else b"") + opening * depth + b"\xc0"
    with pytest.raises(WireError) if depth > 16 else read_or_refused():
        decode_reply(structure, memoryview(b""), resolve)


@FEW
@given(
    st.sampled_from([b"\xdd", b"\xdf", b"\xdb", b"\xc6", b"\xc9"]),
    st.integers(2**16, 2**32 - 1),
    st.binary(max_size=30),
)
def test_counts_without_content_allocate_nothing(kind, count, rest):
    """msgpack's 32-bit counts of lists, maps, texts, bytes and extensions, with next to nothing behind them."""
    structure = b"\x94\x07\x01\xa5value" + kind + struct.pack(">I", count) + rest
    with traced() as peak, pytest.raises(WireError):
        decode_reply(structure, memoryview(b""), resolve)
    assert peak[0] < 1 << 16


@given(st.binary(min_size=HEADER.size, max_size=HEADER.size), st.integers(0, 2**64 - 1))
def test_a_header_never_announces_more_than_is_allowed(header, cap):
    with read_or_refused():
        structure, payload = frame_lengths(header, cap)
        assert structure <= MAX_STRUCTURE
        assert payload <= cap


@contextmanager
def read_or_refused() -> Iterator[None]:
    with suppress(WireError):
        yield


# Memory. What is traced are Python's and numpy's allocations; torch's are not, so that the largest frames
# are also decoded in a process of their own, whose resident peak the kernel reports.


@contextmanager
def traced() -> Iterator[list[int]]:
    peak = [0]
    tracemalloc.start()
    try:
        yield peak
    finally:
        peak[0] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


UNITS = st.recursive(
    st.none() | st.integers(-200, 70_000) | st.floats() | st.text(max_size=2)
    | st.sampled_from([[4, 0, 0], [5, "7"], [6, "int8", [0], []], [6, "bool", [1, 0], []], [9, 0, ""], [12, 0]]),
    lambda inner: (
        st.tuples(st.sampled_from([1, 2]), st.lists(inner, max_size=2)).map(list)
        | st.lists(st.tuples(st.integers(0, 300) | st.text(max_size=2), inner), max_size=2).map(lambda p: [3, p])
    ),
    max_leaves=3,
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(UNITS)
def test_decoding_takes_at_most_48_times_the_structure(unit):
    """Of every kind of value but the costly ones, which are counted."""
    one = msgspec.msgpack.encode(unit)
    count = 20_000 // len(one)
    structure = b"\x94\x07\x01\xa5value\x92\x01\xdd" + struct.pack(">I", count) + one * count
    with traced() as peak, read_or_refused():
        decode_reply(structure, memoryview(b""), resolve)
    assert peak[0] < 48 * len(structure) + MIB // 32


def test_the_largest_frames_stay_in_the_room_and_are_soon_read():
    pytest.importorskip("torch")
    script = Path(__file__).with_name("bombs.py")
    printed = subprocess.run([sys.executable, script], capture_output=True, check=True, text=True).stdout
    measured = json.loads(printed)
    assert len(measured) == 8
    assert max(grown for grown, _ in measured.values()) < ROOM
    assert max(seconds for _, seconds in measured.values()) < 10


@FEW
@given(st.sampled_from(["int8", "bool", "float64", "complex128"]), st.integers(1, 30), st.data())
def test_arrays_take_the_payload_once_and_the_spread(dtype, count, data):
    length = data.draw(st.integers(1, 4000))
    strides = data.draw(st.sampled_from([[], [-1], [2], [-2], [16]]))
    payload = bytes(count * length * np.dtype(dtype).itemsize)
    structure = msgspec.msgpack.encode([7, 1, "value", [1, [[6, dtype, [length], strides]] * count]])
    with traced() as peak, read_or_refused():
        decode_reply(structure, memoryview(payload), resolve)
    assert peak[0] < len(payload) + min(MAX_SPREAD, len(payload) * 15) + 48 * len(structure) + MIB // 16
