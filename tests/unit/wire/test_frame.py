"""Hostile frames: whatever the bytes are, the reader raises `WireError`, soon, and within bounded memory."""

from __future__ import annotations

import itertools
import time
import tracemalloc
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.wire import HEADER, Handle, WireError, decode_reply, encode, frame_lengths
from grader.wire.frame import MAX_STRUCTURE
from grader.wire.value import MAX_COSTLY, MAX_KEY_VALUES, MAX_SPREAD

MANY = settings(max_examples=200, deadline=None)
LIST, TUPLE, DICT, COMPLEX, BIGINT, ARRAY, TENSOR, GENERATOR, HANDLE, CALL, CALLBACK, BYTES, SET = range(
    1, 14
)


def only_handles(reference: Any) -> str:
    """What the grader does: objects of the worker are welcome, nothing else is."""
    if isinstance(reference, Handle):
        return f"handle {reference.id}"
    raise WireError("a reference only the grader may send")


def read(body: Any, payload: bytes = b"") -> Any:
    """Decode a reply whose body is raw msgpack of our choosing."""
    structure = msgspec.msgpack.encode([7, 1, "value", body])
    return decode_reply(structure, memoryview(payload), only_handles).body


def read_anything(structure: bytes, payload: bytes) -> None:
    try:
        decode_reply(structure, memoryview(payload), only_handles)
    except WireError:
        return


@MANY
@given(st.binary(max_size=300), st.binary(max_size=40))
@example(b"\xc1", b"")
@example(b"\x91" * 3000, b"")
def test_random_bytes_give_a_reply_or_a_wire_error(structure, payload):
    read_anything(structure, payload)


VALID = encode(
    7, 1, "value",
    [
        {"a": (1, 2.5, None), b"k": True}, np.arange(6.0).reshape(2, 3).T, 10**30, 1j, b"bytes",
        np.array([True, False]), "text",
    ],
    lambda _: None, 1 << 20,
)  # fmt: skip


@MANY
@given(st.data())
def test_mutated_frames_give_a_reply_or_a_wire_error(data):
    structure, payload = bytearray(VALID[1]), bytearray(b"".join(VALID[2:]))
    for buffer in (structure, payload):
        for _ in range(data.draw(st.integers(0, 3))):
            buffer[data.draw(st.integers(0, len(buffer) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(payload)))
    read_anything(bytes(structure), bytes(payload[:cut]))


NODES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(max_size=4)
    | st.binary(max_size=4) | st.sampled_from(["float64", "bool", "object", "bfloat16"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.tuples(st.integers(0, 13), st.lists(inner, max_size=3)).map(list)
    | st.tuples(
        st.sampled_from([ARRAY, TENSOR]), st.sampled_from(["float64", "int8", "bool", "uint16"]),
        st.lists(st.integers(-2, 4) | st.sampled_from([2**40, 2**63]), max_size=3),
        st.lists(st.integers(-3, 4) | st.sampled_from([2**40, 2**63]), max_size=3),
    ).map(list),
    max_leaves=10,
)  # fmt: skip


@MANY
@given(NODES, st.binary(max_size=64))
def test_structures_of_wrong_form_give_a_reply_or_a_wire_error(body, payload):
    read_anything(msgspec.msgpack.encode([7, 1, "value", body]), payload)


HOSTILE = {
    "a map instead of a list of pairs": ({"a": 1}, b"", "not a message"),
    "an unknown tag": ([99, []], b"", "not a message"),
    "deep nesting": ((lambda f: f(f, 17))(lambda f, n: [LIST, [f(f, n - 1)]] if n else None), b"", "deep"),
    "dict keys that cannot be hashed": ([DICT, [[[LIST, []], 1]]], b"", "hashed"),
    "an array as dict key": ([DICT, [[[ARRAY, "int8", [1], []], 1]]], b"\0", "hashed"),
    "letters in an integer": ([BIGINT, "12a"], b"", "digits"),
    "digits of another script": ([BIGINT, "١٢٣"], b"", "digits"),
    "an integer of a sign only": ([BIGINT, "-"], b"", "digits"),
    "an integer of two signs": ([BIGINT, "--5"], b"", "digits"),
    "an integer of 10^5 digits": ([BIGINT, "9" * 100_000], b"", "digits"),
    "a dtype off the list": ([ARRAY, "object", [1], []], b"\0" * 8, "not on the list"),
    "a dtype of structure": ([ARRAY, "i4,i4", [1], []], b"\0" * 8, "not on the list"),
    "an array larger than its bytes": ([ARRAY, "float64", [2], []], b"\0" * 8, "larger than the payload"),
    "an array of 8 GB without bytes": ([ARRAY, "float64", [10**9], []], b"", "larger than the payload"),
    "lengths whose product is enormous": ([ARRAY, "int8", [2**40] * 16, []], b"", "larger than the payload"),
    "a length beyond all memory": ([ARRAY, "int8", [2**41], []], b"", "cannot be"),
    "a negative length": ([ARRAY, "int8", [-1], []], b"", "cannot be"),
    "two negative lengths": ([ARRAY, "int8", [-1, -4], []], b"\0" * 4, "cannot be"),
    "no elements but enormous axes": ([ARRAY, "int8", [0, 2**40, 2**40], []], b"", "cannot be"),
    "17 axes": ([ARRAY, "int8", [1] * 17, []], b"\0", "cannot be"),
    "bytes nobody names": (None, b"\0", "1 bytes, 0 named"),
    "bytes longer than the payload": ([BYTES, 9], b"\0", "larger than the payload"),
    "a negative number of bytes": ([BYTES, -1], b"", "larger than the payload"),
    "strides that overlap": ([ARRAY, "int8", [2, 2], [1, 1]], b"\0" * 4, "strides"),
    "a stride of zero": ([ARRAY, "int8", [4], [0]], b"\0" * 4, "strides"),
    "strides that leave the memory": ([ARRAY, "int8", [2, 2], [1, 2**40]], b"\0" * 4, "strides"),
    "negative strides that leave it": ([ARRAY, "int8", [4], [-(2**62)]], b"\0" * 4, "strides"),
    "too few strides": ([ARRAY, "int8", [2, 2], [2]], b"\0" * 4, "strides"),
    "strides of an empty array": ([ARRAY, "int8", [0], [1]], b"", "strides"),
    "a callback from the worker": ([CALLBACK, 0], b"", "only the grader"),
    "a handle call from the worker": ([CALL, 0], b"", "only the grader"),
    "a tensor of an unknown dtype": ([TENSOR, "quint8", [1], False], b"\0", "where none was expected"),
    "too many keys that could collide": (
        [LIST, [[DICT, [[[COMPLEX, 0.0, i], 0] for i in range(MAX_KEY_VALUES // 2 + 1)]]] * 2], b"",
        "neither text nor number",
    ),
    "a key of too many values": ([DICT, [[[TUPLE, [1] * MAX_KEY_VALUES], 0]]], b"", "neither text nor number"),
    "a deep key": ([DICT, [[(lambda f: f(f, 300))(lambda f, n: [TUPLE, [f(f, n - 1)]] if n else 1), 0]]], b"",
                   "deep"),
    "too many generators": ([LIST, [[GENERATOR, "numpy", 0]] * (MAX_COSTLY + 1)], b"", "no state of a numpy"),
    "half a state": ([GENERATOR, "numpy", 36], bytes(36), "no state of a numpy generator"),
    "a state of torch": ([GENERATOR, "torch", 8], bytes(8), "no state of a torch|not loaded"),
    "a generator of nothing": ([GENERATOR, "random", 0], b"", "a library that is not loaded"),
    "a set of lists": ([SET, [[LIST, []]]], b"", "cannot be hashed"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_reply_is_refused_with_its_reason(name):
    body, payload, message = HOSTILE[name]
    with pytest.raises(WireError, match=message):
        read(body, payload)


def test_an_axis_of_one_element_may_claim_any_stride():
    """Its stride is never used; numpy would overflow on it."""
    assert read([ARRAY, "int8", [1, 2], [2**63, 1]], b"ab").tobytes() == b"ab"


COLLIDING = {
    "complex numbers": [[COMPLEX, -1000003.0 * i, float(i)] for i in range(MAX_KEY_VALUES)],
    "tuples": [
        [TUPLE, [5] * 85 + list(bits)] for bits in itertools.islice(itertools.product((-1, -2), repeat=8), 100)
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", COLLIDING)
def test_a_dict_whose_keys_all_have_one_hash_is_read_in_no_time(name):
    started = time.process_time()
    keys = read([DICT, [[key, None] for key in COLLIDING[name]]])
    assert time.process_time() - started < 3
    assert len(keys) == len(COLLIDING[name])
    assert len({hash(key) for key in keys}) == 1


def test_a_tensor_needs_torch_loaded_on_this_side(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    with pytest.raises(WireError, match="tensor"):
        read([TENSOR, "float64", [1], False], b"\0" * 8)


@pytest.mark.parametrize("lengths", [(MAX_STRUCTURE + 1, 0), (0, 1001), (2**32 - 1, 2**64 - 1)])
def test_a_header_that_announces_too_much_is_refused_before_anything_is_read(lengths):
    with pytest.raises(WireError, match=f"a frame of {lengths[0]} \\+ {lengths[1]} bytes"):
        frame_lengths(HEADER.pack(*lengths), 1000)


def test_a_header_within_the_cap_is_read():
    assert frame_lengths(HEADER.pack(MAX_STRUCTURE, 1000), 1000) == (MAX_STRUCTURE, 1000)


BOMBS = {
    "empty lists": [LIST, [[LIST, []]] * 70_000],
    "empty dicts": [LIST, [[DICT, []]] * 70_000],
    "one-letter texts": [LIST, ["a"] * 100_000],
    "empty arrays": [LIST, [[ARRAY, "int8", [0], []]] * 20_000],
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_structure_takes_at_most_100_times_its_size_in_memory(name):
    structure = msgspec.msgpack.encode([7, 1, "value", BOMBS[name]])
    tracemalloc.start()
    try:
        read_anything(structure, b"")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100 * len(structure)


def test_strides_spread_all_arrays_of_a_frame_over_no_more_than_a_limit():
    count, elements = 40, 60_000
    payload = bytes(count * elements)
    tracemalloc.start()
    try:
        arrays = read([LIST, [[ARRAY, "int8", [elements], [16]]] * count], payload)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < len(payload) + MAX_SPREAD + (1 << 20)
    assert [a.strides for a in arrays[:2]] == [(16,), (16,)]
    assert arrays[-1].strides == (1,)


@pytest.mark.parametrize("dtype", ["uint8", "bool"])
@pytest.mark.parametrize("strides", [[], [-1], [2]])
def test_a_large_array_is_copied_once(dtype, strides):
    payload = bytes(8 << 20)
    tracemalloc.start()
    try:
        read([ARRAY, dtype, [len(payload)], strides], payload)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < len(payload) * max(map(abs, strides or [1])) + (1 << 20)


@pytest.mark.parametrize(("elements", "most"), [(60_000, 16), (100_000, 2)])
def test_strides_spread_a_large_array_over_little_more_than_its_bytes(elements: int, most: int):
    payload = bytes(elements)
    tracemalloc.start()
    try:
        with pytest.raises(WireError, match="strides"):
            read([ARRAY, "int8", [elements], [most + 1]], payload)
        read([ARRAY, "int8", [elements], [most]], payload)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20 * len(payload)


def test_what_is_encoded_and_what_a_reader_accepts_agree_on_the_size():
    parts = encode(1, 1, "value", b"x" * 1000, lambda _: None, 1000)
    assert frame_lengths(parts[0], 1000)[1] == 1000
    assert decode_reply(parts[1], memoryview(parts[2]), only_handles).body == b"x" * 1000
