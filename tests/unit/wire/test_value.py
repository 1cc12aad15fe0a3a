"""Values cross and come back equal; what may not cross is refused by name."""

from __future__ import annotations

import itertools
import math
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader.wire import (
    CallbackReference,
    Handle,
    HandleCall,
    Unsendable,
    decode_reply,
    decode_request,
    encode,
)
from grader.wire.generator import generator_from, seeded_generator, torch_generator
from grader.wire.value import DTYPES, MAX_COSTLY, MAX_DEPTH, MAX_KEY_VALUES

CAP = 1 << 26
FEW = settings(max_examples=60, deadline=None)


def nothing_kept(value: Any) -> None:
    return None


def crossed(value: Any, keep: Any = nothing_kept, resolve: Any = None) -> Any:
    """The value as the other side holds it."""
    _, structure, *payload = encode(7, 1, "value", value, keep, CAP)
    reply = decode_request(structure, memoryview(b"".join(payload)), resolve or (lambda reference: reference))
    assert (reply.nonce, reply.id, reply.kind) == (7, 1, "value")
    return reply.body


def same(a: Any, b: Any) -> bool:
    """Equal in type and value, NaN equal to itself, arrays also in dtype and shape."""
    if type(a) is not type(b):
        return False
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    return a == b or (a != a and b != b)


def arrays() -> st.SearchStrategy[np.ndarray]:
    shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
    return st.sampled_from(sorted(DTYPES)).flatmap(lambda name: hnp.arrays(np.dtype(name), shapes))


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers()
    | st.binary(max_size=20) | TEXTS
)  # fmt: skip
KEYS = st.integers() | TEXTS | st.tuples(st.integers(), st.booleans())
VALUES = st.recursive(
    SCALARS | arrays(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


@FEW
@given(VALUES)
def test_every_kind_of_value_comes_back_equal_in_type_and_content(value):
    assert same(crossed(value), value)


@pytest.mark.parametrize("name", sorted(DTYPES))
def test_every_dtype_of_the_list_crosses_with_its_bytes(name):
    array = np.arange(6).astype(name).reshape(2, 3)
    back = crossed(array)
    assert back.dtype == array.dtype
    assert back.tobytes() == array.tobytes()


LAYOUTS = {
    "transposed": lambda x: x.T,
    "reversed": lambda x: x[::-1, ::-1],
    "stepped": lambda x: x[::2, 1::3],
    "Fortran order": np.asfortranarray,
    "a column": lambda x: x[:, :1],
    "an axis moved": lambda x: np.moveaxis(x.reshape(3, 2, 8), 0, 2),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_memory_layout_of_an_array_crosses_with_it(name):
    view = LAYOUTS[name](np.arange(48.0).reshape(6, 8))
    back = crossed(view)
    assert np.array_equal(back, view)
    long = [n > 1 for n in view.shape]
    assert [s for s, n in zip(back.strides, long, strict=True) if n] == [
        s for s, n in zip(view.strides, long, strict=True) if n
    ]


SPARSE = {
    "broadcast": np.broadcast_to(np.arange(3.0), (4, 3)),
    "overlapping windows": np.lib.stride_tricks.sliding_window_view(np.arange(9.0), 4),
    "a hundredth of its memory": np.arange(1000.0)[::100],
    "unaligned": np.zeros(9, dtype=[("a", "i1"), ("b", "f8")])["b"],
}


@pytest.mark.parametrize("name", SPARSE)
def test_a_layout_that_is_not_safe_to_rebuild_crosses_as_a_plain_array(name):
    back = crossed(SPARSE[name])
    assert np.array_equal(back, SPARSE[name])
    assert back.flags.c_contiguous


def test_an_array_comes_back_writable_and_shares_nothing():
    array = np.arange(3.0)
    array.flags.writeable = False
    back = crossed([array, array])
    back[0][0] = 9
    assert back[1][0] == 0
    assert array[0] == 0


@pytest.mark.parametrize(
    "array", [np.float32(1.5), np.array(2), np.zeros((0, 5)), np.arange(3, dtype=">i4")], ids=str
)
def test_scalars_empty_and_big_endian_arrays_cross_as_native_arrays(array):
    back = crossed(array)
    assert isinstance(back, np.ndarray)
    assert back.dtype.isnative
    assert back.shape == np.shape(array)
    assert np.array_equal(back, array)


def test_a_bool_array_holds_only_true_and_false_after_crossing():
    odd = np.array([0, 1, 2, 255], dtype=np.uint8).view(np.bool_)
    assert crossed(odd).tobytes() == b"\0\1\1\1"


BIG = [2**63, -(2**63) - 1, 2**64, 10**3900, -(10**3900)]


@pytest.mark.parametrize("value", BIG, ids=lambda n: f"{n.bit_length()} bits")
def test_integers_of_any_practical_size_cross(value):
    assert crossed(value) == value


def test_special_floats_cross():
    back = crossed([math.nan, math.inf, -math.inf, -0.0, complex(math.nan, -0.0)])
    assert math.isnan(back[0])
    assert back[1:3] == [math.inf, -math.inf]
    assert math.copysign(1, back[3]) == -1
    assert math.isnan(back[4].real)
    assert math.copysign(1, back[4].imag) == -1


class Point(NamedTuple):
    x: int
    y: int


class Name(str):
    __slots__ = ()


def test_a_subclass_crosses_as_the_plain_value_it_holds():
    assert same(crossed([Point(1, 2), Name("n"), {"k": Name("v")}]), [(1, 2), "n", {"k": "v"}])


@pytest.mark.parametrize("seed", [0, 5, 2**64 - 1, 2**70 + 3, -1])
def test_a_seeded_generator_draws_the_same_numbers_on_the_other_side(seed):
    assert (
        crossed(seeded_generator(seed)).normal(size=3).tolist()
        == seeded_generator(seed).normal(size=3).tolist()
    )


def test_a_generator_draws_on_from_where_it_stands():
    """What was drawn before it crossed is not drawn again, and half a 64-bit number is kept."""
    generator = seeded_generator(3)
    generator.integers(0, 9, size=5, dtype=np.int32)
    there = crossed(generator)
    for draw in (lambda g: g.integers(0, 9, size=3, dtype=np.int32), lambda g: g.normal(size=2)):
        assert draw(there).tolist() == draw(generator).tolist()


@pytest.mark.parametrize("drawn", [0, 1, 700])
def test_a_torch_generator_draws_the_same_numbers_on_the_other_side(drawn):
    torch = pytest.importorskip("torch")
    generator = torch_generator(5)
    torch.randn(drawn, generator=generator)
    there = crossed(generator)
    for draw in (torch.randn, torch.rand):
        assert torch.equal(draw(40, generator=there), draw(40, generator=generator))
    assert torch.equal(torch.randperm(9, generator=there), torch.randperm(9, generator=generator))


def test_the_generator_of_a_test_does_not_cross():
    """Its state would tell what the test draws next."""
    with pytest.raises(Unsendable, match="a value of type Generator"):
        crossed(np.random.default_rng(1))


def test_a_set_crosses_as_a_set():
    assert same(crossed([{1, 2.5, "a"}, frozenset({(1, True)}), set()]), [{1, 2.5, "a"}, {(1, True)}, set()])


def test_text_of_numpy_crosses_as_text():
    assert same(
        crossed([np.str_("a"), np.array(["b", "cd"]), np.array([["e"]])]), ["a", ["b", "cd"], [["e"]]]
    )
    assert same(crossed(np.bytes_(b"x")), b"x")


def yielding(n: int) -> Any:
    yield from range(n)


def test_an_iterator_crosses_as_the_list_of_its_values():
    made = [
        yielding(3),
        map(abs, [-1]),
        zip("ab", [1, 2], strict=True),
        range(2),
        {"k": 1}.keys(),
        reversed([1, 2]),
    ]
    assert same(crossed(made), [[0, 1, 2], [1], [("a", 1), ("b", 2)], [0, 1], ["k"], [2, 1]])


def test_a_tensor_that_requires_a_gradient_does_so_in_the_worker_and_not_on_the_way_back():
    torch = pytest.importorskip("torch")
    tensor = torch.ones(3, requires_grad=True)
    assert crossed(tensor).requires_grad
    assert not crossed(torch.ones(3)).requires_grad
    _, structure, *payload = encode(7, 1, "value", tensor, nothing_kept, CAP)
    assert not decode_reply(structure, memoryview(b"".join(payload)), lambda _: None).body.requires_grad


@pytest.mark.parametrize(
    "dtype", ["float32", "float64", "bfloat16", "float16", "int64", "bool", "complex64", "uint8"]
)
@pytest.mark.parametrize("shape", [(), (0, 3), (2, 3)], ids=str)
def test_tensors_cross_with_dtype_shape_and_values(dtype, shape):
    torch = pytest.importorskip("torch")
    tensor = torch.arange(math.prod(shape)).reshape(shape).to(getattr(torch, dtype))
    back = crossed(tensor)
    assert back.dtype == tensor.dtype
    assert back.shape == tensor.shape
    assert torch.equal(back, tensor)


def test_a_transposed_conjugated_tensor_that_requires_grad_crosses_as_its_values():
    torch = pytest.importorskip("torch")
    tensor = torch.tensor([[1 + 2j, 3 - 1j]], requires_grad=True).T.conj()
    assert torch.equal(crossed(tensor), tensor.detach().resolve_conj())


def test_references_are_kept_on_one_side_and_resolved_on_the_other():
    marks = {"handle": Handle(3, "Layer"), "call": HandleCall(4), "callback": CallbackReference(5)}
    objects = {name: object() for name in marks}
    by_object = {id(objects[name]): mark for name, mark in marks.items()}
    assert crossed(list(objects.values()), keep=lambda v: by_object[id(v)]) == list(marks.values())


def nested(depth: int, inner: Any = None) -> Any:
    for _ in range(depth):
        inner = [inner]
    return inner


LEAVES = [None, 1, 10**30, "text", b"bytes", 1j, np.zeros(2)]


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda v: type(v).__name__)
def test_whatever_one_side_packs_at_the_deepest_level_the_other_side_reads(leaf):
    crossings = 0
    for depth in range(MAX_DEPTH - 2, MAX_DEPTH + 1):
        try:
            back = crossed(nested(depth, leaf))
        except Unsendable:
            continue
        crossings += 1
        assert same(back, nested(depth, leaf))
    assert crossings >= 2


class Lazy(dict):
    def items(self) -> Any:
        return [(complex(-1000003.0 * i, i), None) for i in range(MAX_KEY_VALUES + 1)]  # all of one hash


REFUSED = {
    "nested more than 16 deep": nested(17),
    "a value of type object": [object()],
    "an array of dtype object": np.array([None]),
    "an array of dtype void": np.zeros(1, dtype=[("a", "i4")]),
    "an array of dtype longdouble": np.zeros(1, dtype=np.longdouble),
    "an array of dtype datetime64": np.zeros(1, dtype="M8[s]"),
    "with 17 axes": np.zeros((1,) * 17),
    "more than 4000 digits": 10**5000,
    "cannot be written": "\ud800",
    "a structure of": list(range(2**19)),
    "arrays of": np.zeros(CAP + 1, dtype=np.uint8),
    "more than 10000 values": Lazy(),
    "an iterator of more than 10,000 values": itertools.count(),
    "more than 8000 tensors and generators": [seeded_generator(1)] * (MAX_COSTLY + 1),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_may_not_cross_is_refused_with_its_reason(message):
    expected = message.replace("longdouble", np.dtype(np.longdouble).name)
    if expected == "an array of dtype float64":
        pytest.skip("long doubles are doubles on this machine")
    with pytest.raises(Unsendable, match=expected):
        crossed(REFUSED[message])


def test_a_tensor_of_a_dtype_off_the_list_is_refused():
    torch = pytest.importorskip("torch")
    with pytest.raises(Unsendable, match="a tensor of dtype float8_e5m2"):
        crossed(torch.zeros(2).to(torch.float8_e5m2))


def test_a_list_that_holds_itself_is_refused():
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(Unsendable, match="deep"):
        crossed(endless)


def test_a_state_that_would_read_beyond_its_numbers_is_none():
    torch = pytest.importorskip("torch")
    state = bytearray(torch.Generator().get_state().numpy().tobytes())
    state[8:12], state[16:24] = (624).to_bytes(4, "little"), (624).to_bytes(8, "little")
    for wrong in (bytes(state), b"", bytes(len(state))):
        with pytest.raises(ValueError, match="no state"):
            generator_from("torch", wrong)
