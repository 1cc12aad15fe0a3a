"""Converts Python values to nodes of a closed, tagged union, and back.

None, bool, int, float and str represent themselves; every other value is a tagged struct. The bytes of arrays and bytes
objects are not in the structure but in the payload, in order of appearance.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.wire import tagged
from grader.wire.generator import generator_from, is_generator, state_of
from grader.wire.held import TooMany, held
from grader.wire.structure import is_tensor

MAX_DEPTH = 16
MAX_DIMENSIONS = 16
MAX_DIGITS = 4000
MAX_KEY_VALUES = 10_000
"""Most values in dict keys of a frame that are neither strings nor 64-bit numbers. Their hashes can be made to
collide: inserting 40,000 complex keys took 10 s, and 1000 tuples of 900 numbers took 2 s."""
MAX_COSTLY = 8000
"""Most tensors and generators in a frame. Three bytes of structure make one that takes 1 kB and up to 30 µs."""
MAX_SPREAD = 4 << 20
"""Most unused bytes between the elements of a frame's arrays. Further arrays are rebuilt without gaps."""
_MAX_LENGTH = 2**40
_MANY = 2**16
_INT64 = range(-(2**63), 2**64)

DTYPES = {
    name: np.dtype(name)
    for name in (
        "bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64",
        "float16", "float32", "float64", "complex64", "complex128",
    )
}  # fmt: skip
_NAMES = {dtype: name for name, dtype in DTYPES.items()}
"""A table, since numpy computes ``dtype.name`` in Python each time."""
_TENSOR_ONLY = {"bfloat16": np.dtype("uint16")}
"""Tensor dtypes that numpy lacks, with the numpy dtype of equal width that carries their bytes."""


class WireError(Exception):
    """The other side violated the protocol."""


class Unsendable(Exception):
    """A value that cannot be sent: it is too deep, or its type or dtype is not allowed."""


@dataclass(frozen=True, slots=True)
class Handle:
    """An object that stays in the worker. ``type_name`` comes from the worker and is used only in messages."""

    id: int
    type_name: str


@dataclass(frozen=True, slots=True)
class HandleCall:
    """A reference to an object of the worker among the arguments of a call."""

    id: int


@dataclass(frozen=True, slots=True)
class CallbackReference:
    """A reference to a function of the grader, which the worker calls with data."""

    id: int


GIVEN, GIVEN_FILE = "given.make", "given/make.py"
"""The module beside the student's own that builds objects of the course's, and its file."""


@dataclass(frozen=True, slots=True)
class Own:
    """A function of the module under test, by name. ``module`` is empty for the student's module.

    Examples
    --------
    >>> own("square")
    Own(name='square', module='')
    """

    name: str
    module: str = ""


Reference = Handle | HandleCall | CallbackReference | Own
Keep = Callable[[Any], Reference | None]


@dataclass(slots=True)
class Tally:
    """Counts the limited contents of a frame. Both sides count alike; ``refuse`` creates the error."""

    refuse: Callable[[str], Exception]
    key_values: int = 0
    costly: int = 0

    def count_key(self, key: tagged.Node) -> None:
        """Count a dict key."""
        if isinstance(key, tagged.Tagged):
            self.key_values += _values(key)
            if self.key_values > MAX_KEY_VALUES:
                raise self.refuse(
                    f"more than {MAX_KEY_VALUES} values in dict keys that are neither text nor number"
                )

    def count_costly(self) -> None:
        """Count a tensor or generator."""
        self.costly += 1
        if self.costly > MAX_COSTLY:
            raise self.refuse(f"more than {MAX_COSTLY} tensors and generators (stack tensors into one)")


def _values(key: tagged.Node) -> int:
    count, left = 0, [key]
    while left:  # the depth is checked later
        node = left.pop()
        count += 1
        if isinstance(node, tagged.Tuple):
            left += node.items
    return count


class Parcel:
    """Collects the bytes of arrays, in order, and the tally during packing."""

    __slots__ = ("payload", "tally")

    def __init__(self) -> None:
        self.payload: list[Any] = []
        self.tally = Tally(Unsendable)


def pack(value: Any, parcel: Parcel, keep: Keep, depth: int = 0) -> Any:
    """Turn a value into a node; array bytes go into the parcel.

    Parameters
    ----------
    value : object
        The value to send.
    parcel : Parcel
        Receives the bytes of arrays and tensors.
    keep : callable
        Returns a reference for an object that is not data, or ``None`` to refuse it.

    Raises
    ------
    Unsendable
        The value is too deep or refused, or there are too many of its kind.
    """
    kind = type(value)
    if value is None or kind in (bool, float, str):
        return value
    if kind is int and value in _INT64:
        return value
    if depth >= MAX_DEPTH:
        raise Unsendable(f"nested more than {MAX_DEPTH} deep")
    if kind is int:
        return tagged.BigInt(_digits(value))
    if kind is bytes:
        parcel.payload.append(value)
        return tagged.Bytes(len(value))
    if kind is list:
        return tagged.List([pack(v, parcel, keep, depth + 1) for v in value])
    if isinstance(value, tuple):
        return tagged.Tuple([pack(v, parcel, keep, depth + 1) for v in value])
    if isinstance(value, dict):
        pairs = [
            (pack(k, parcel, keep, depth + 1), pack(v, parcel, keep, depth + 1)) for k, v in value.items()
        ]
        for key, _ in pairs:
            parcel.tally.count_key(key)
        return tagged.Dict(pairs)
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        if array.dtype.kind in "SU":  # strings are sent as a list of strings
            return pack(array.tolist(), parcel, keep, depth)
        return _pack_array(array, parcel)
    return _pack_rare(value, parcel, keep, depth)


def _pack_rare(value: Any, parcel: Parcel, keep: Keep, depth: int) -> Any:
    if isinstance(value, (bool, int, float, str, bytes, list)):  # a subclass is sent as its base class
        plain: Any = next(t for t in (bool, int, float, str, bytes, list) if isinstance(value, t))
        return pack(plain(value), parcel, keep, depth)
    if isinstance(value, complex):
        return tagged.Complex(value.real, value.imag)
    if isinstance(value, (set, frozenset)):
        ordered = sorted(value, key=repr)  # equal sets give equal frames
        items = [pack(v, parcel, keep, depth + 1) for v in ordered]
        for item in items:
            parcel.tally.count_key(item)
        return tagged.Set(items)
    if is_generator(value):
        parcel.tally.count_costly()
        library, state = state_of(value)
        parcel.payload.append(state)
        return tagged.Generator(library, len(state))
    if is_tensor(value):
        return _pack_tensor(sys.modules["torch"], value, parcel)
    if (values := _held(value)) is not value:
        return pack(values, parcel, keep, depth)
    match keep(value):
        case Own(name, module):
            return tagged.OwnNode(name, module)
        case Handle(number, name):
            return tagged.HandleNode(number, name[:80])
        case HandleCall(number):
            return tagged.HandleCallNode(number)
        case CallbackReference(number):
            return tagged.CallbackNode(number)
    raise Unsendable(f"a value of type {type(value).__name__} cannot be sent")


def _held(value: Any) -> Any:
    try:
        return held(value)
    except TooMany as error:
        raise Unsendable(str(error)) from None


def _digits(value: int) -> str:
    if value.bit_length() > 3.3 * MAX_DIGITS:
        raise Unsendable("an integer of more than 4000 digits")
    return str(value)


def _pack_array(array: npt.NDArray[Any], parcel: Parcel) -> Any:
    name = _NAMES.get(array.dtype) or _NAMES.get(array.dtype.newbyteorder("="))
    if name is None or array.ndim > MAX_DIMENSIONS:
        raise Unsendable(f"an array of dtype {array.dtype.name} with {array.ndim} axes")
    parcel.payload.append(np.ascontiguousarray(array, dtype=DTYPES[name]).reshape(-1).view(np.uint8).data)
    return tagged.Array(name, list(array.shape), _layout(array))


def _layout(array: npt.NDArray[Any]) -> list[int]:
    """Strides in elements, if they do not follow from the shape and are safe to rebuild; else empty."""
    if array.flags.c_contiguous or array.size == 0:
        return []
    strides = [s // array.itemsize for s in array.strides]
    aligned = all(s % array.itemsize == 0 for s in array.strides)
    if not aligned or not _rebuildable(array.shape, strides):
        return []
    return strides


def _rebuildable(shape: tuple[int, ...], strides: list[int]) -> bool:
    """Whether no two elements overlap and the memory span is at most 16 times the elements (2 for many)."""
    axes = sorted((abs(s), n) for s, n in zip(strides, shape, strict=True) if n > 1)
    reach = 0
    for stride, n in axes:
        if stride <= reach:
            return False
        reach += stride * (n - 1)
    elements = math.prod(shape)
    return reach + 1 <= (16 if elements < _MANY else 2) * elements


def _pack_tensor(torch: Any, tensor: Any, parcel: Parcel) -> Any:
    parcel.tally.count_costly()
    plain = tensor.detach().to("cpu").contiguous()
    name = str(plain.dtype).removeprefix("torch.")
    if name in _TENSOR_ONLY:
        array = plain.view(torch.uint16).numpy()
    elif name in DTYPES:
        array = plain.resolve_conj().resolve_neg().numpy()
    else:
        raise Unsendable(f"a tensor of dtype {name}")
    parcel.payload.append(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
    return tagged.Tensor(name, list(tensor.shape), tensor.requires_grad)


class Reader:
    """Rebuilds values from nodes, taking array bytes from the payload in order.

    ``resolve`` turns references into objects of this side. With ``differentiable``, tensors keep ``requires_grad``;
    otherwise they require no gradient.
    """

    def __init__(
        self, payload: memoryview, resolve: Callable[[Reference], Any], *, differentiable: bool = False
    ) -> None:
        self._payload = payload
        self._differentiable = differentiable
        self._used = 0
        self._resolve = resolve
        self._tally = Tally(WireError)
        self._spread = 0

    def read(self, node: Any, depth: int = 0) -> Any:
        """The value of a node. Raises `WireError` if the node does not fit the payload."""
        if not isinstance(node, tagged.Tagged):
            return node
        if depth >= MAX_DEPTH:
            raise WireError(f"nested more than {MAX_DEPTH} deep")
        if isinstance(node, tagged.List):
            return self._items(node.items, depth)
        if isinstance(node, tagged.Tuple):
            return tuple(self._items(node.items, depth))
        if isinstance(node, tagged.Array):
            return self._array(node)
        return self._rare(node, depth)

    def finish(self) -> None:
        """Raise `WireError` if bytes of the payload are unused."""
        if self._used != len(self._payload):
            raise WireError(f"payload of {len(self._payload)} bytes, {self._used} named")

    def _items(self, items: list[Any], depth: int) -> list[Any]:
        # In place: keeping both nodes and values of a frame would take 1.5 times the memory.
        for place, item in enumerate(items):
            if isinstance(item, tagged.Tagged):
                items[place] = self.read(item, depth + 1)
        return items

    def _dict(self, pairs: list[tuple[tagged.Node, tagged.Node]], depth: int) -> dict[Any, Any]:
        result = {}
        pairs.reverse()
        while pairs:  # from the end, which frees each pair at once
            key, value = pairs.pop()
            self._tally.count_key(key)
            name = self.read(key, depth + 1)
            try:
                hash(name)
            except TypeError:
                raise WireError("a dict key that cannot be hashed") from None
            result[name] = self.read(value, depth + 1)
        return result

    def _rare(self, node: tagged.Tagged, depth: int) -> Any:
        match node:
            case tagged.Dict(pairs):
                return self._dict(pairs, depth)
            case tagged.Bytes(size):
                return bytes(self._part(size))
            case tagged.Complex(re, im):
                return complex(re, im)
            case tagged.BigInt(digits):
                return _big_int(digits)
            case tagged.Tensor():
                return self._tensor(node)
            case tagged.Set(items):
                return self._set(items, depth)
            case tagged.Generator(library, size):
                return self._generator(library, size)
            case tagged.OwnNode(name, module):
                return self._resolve(Own(name, module))
            case tagged.HandleNode(number, name):
                return self._resolve(Handle(number, name[:80]))
            case tagged.HandleCallNode(number):
                return self._resolve(HandleCall(number))
            case tagged.CallbackNode(number):
                return self._resolve(CallbackReference(number))
        raise WireError(f"unknown node {type(node).__name__}")

    def _set(self, items: list[tagged.Node], depth: int) -> set[Any]:
        for item in items:
            self._tally.count_key(item)
        try:
            return {frozenset(v) if isinstance(v, set) else v for v in self._items(items, depth)}
        except TypeError:
            raise WireError("an element of a set that cannot be hashed") from None

    def _generator(self, library: str, size: int) -> Any:
        self._tally.count_costly()
        try:
            return generator_from(library, bytes(self._part(size)))
        except ValueError as error:
            raise WireError(str(error)) from None

    def _take(self, dtype: np.dtype[Any], shape: list[int]) -> npt.NDArray[Any]:
        """A view of the payload as an array. The caller copies it."""
        if len(shape) > MAX_DIMENSIONS or any(not 0 <= n <= _MAX_LENGTH for n in shape):
            raise WireError(f"an array with {len(shape)} axes that cannot be")
        part = self._part(math.prod(shape) * dtype.itemsize)
        try:
            return np.ndarray(shape, dtype, part)
        except ValueError:  # an empty array may still name axes whose product overflows
            raise WireError("an array with axes that cannot be") from None

    def _part(self, size: int) -> memoryview:
        if not 0 <= size <= len(self._payload) - self._used:
            raise WireError("an array larger than the payload")
        self._used += size
        return self._payload[self._used - size : self._used]

    def _array(self, node: tagged.Array) -> npt.NDArray[Any]:
        dtype = DTYPES.get(node.dtype)
        if dtype is None:
            raise WireError(f"dtype {node.dtype[:40]!r} is not on the list")
        source = self._take(dtype, node.shape)
        return self._spread_out(source, node.strides) if node.strides else _copy(source)

    def _spread_out(self, source: npt.NDArray[Any], strides: list[int]) -> npt.NDArray[Any]:
        if len(strides) != source.ndim or not _rebuildable(source.shape, strides):
            raise WireError("strides that do not fit the shape")
        # An axis of length 1 needs no step.
        steps = [s if n > 1 else 1 for s, n in zip(strides, source.shape, strict=True)]
        spans = [s * (n - 1) for s, n in zip(steps, source.shape, strict=True)]
        places = sum(abs(s) for s in spans) + 1
        self._spread += (places - source.size) * source.itemsize
        if self._spread > MAX_SPREAD:
            return _copy(source)
        memory = np.zeros(places, dtype=source.dtype)
        start = -sum(s for s in spans if s < 0) * source.itemsize
        view: npt.NDArray[Any] = np.ndarray(
            source.shape, source.dtype, memory.data, start, [s * source.itemsize for s in steps]
        )
        return _fill(view, source)

    def _tensor(self, node: tagged.Tensor) -> Any:
        torch = sys.modules.get("torch")
        dtype = DTYPES.get(node.dtype) or _TENSOR_ONLY.get(node.dtype)
        if torch is None or dtype is None:
            raise WireError(f"a tensor of dtype {node.dtype[:40]!r} where none was expected")
        self._tally.count_costly()
        tensor = torch.from_numpy(_copy(self._take(dtype, node.shape)))
        tensor = tensor.view(torch.bfloat16) if node.dtype == "bfloat16" else tensor
        return tensor.requires_grad_() if node.requires_grad and self._differentiable else tensor


def _big_int(digits: str) -> int:
    if (
        len(digits) > MAX_DIGITS + 1
        or not digits.removeprefix("-").isascii()
        or not digits.removeprefix("-").isdigit()
    ):
        raise WireError("an integer written with something else than digits")
    return int(digits)


def _copy(source: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return _fill(np.empty(source.shape, source.dtype), source)


def _fill(target: npt.NDArray[Any], source: npt.NDArray[Any]) -> npt.NDArray[Any]:
    if source.dtype == np.bool_:
        np.not_equal(source.view(np.uint8), 0, out=target)  # True must be the byte 1
    else:
        target[...] = source
    return target
