"""Numbers as numpy sees them, whatever carried them: Python, numpy or torch.

Only exact types are read. A subclass of ``ndarray`` or ``float`` can answer any comparison as it likes,
so it counts as an object the comparison does not know.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from grader.wire.structure import is_tensor

Numbers = NDArray[Any]
"""An array of float64, or of complex128."""

Family = Literal["python", "numpy", "torch"]
Kind = Literal["bool", "integer", "float", "complex", "text", "bytes"]

_KINDS: dict[str, Kind] = {
    "b": "bool",
    "i": "integer",
    "u": "integer",
    "f": "float",
    "c": "complex",
    "U": "text",
    "S": "bytes",
}
_LARGEST = sys.float_info.max


@dataclass(frozen=True, slots=True)
class Reading:
    """A number or an array of numbers, and where it came from."""

    array: NDArray[Any]
    family: Family
    kind: Kind
    dtype: str
    """``float64``, ``bfloat16``: by name, since numpy has no bfloat16."""

    @property
    def shape(self) -> tuple[int, ...]:
        return self.array.shape

    @property
    def width(self) -> int:
        """Bytes of one number where it came from."""
        return 2 if self.dtype == "bfloat16" else self.array.itemsize

    @property
    def discrete(self) -> bool:
        return self.kind not in ("float", "complex")

    @property
    def textual(self) -> bool:
        return self.kind in ("text", "bytes")

    def numbers(self) -> Numbers:
        """The values in float64 or complex128; integers beyond that range become its ends."""
        if self.array.dtype == object:
            return np.asarray(_clamped(self.array.item()))
        return self.array.astype(np.complex128 if self.kind == "complex" else np.float64, copy=False)


def read(value: object) -> Reading | None:
    """The numbers in a value; ``None`` if it is no number, array or tensor of numbers."""
    kind = type(value)
    if kind is np.ndarray or isinstance(value, np.generic):
        return _of_numpy(np.asarray(value))
    if kind is bool or kind is int or kind is float or kind is complex:
        return _of_python(value)
    return _of_torch(value)


def readings(value: object, depth: int = 16) -> Iterator[Reading]:
    """All numbers and arrays in a value, in order."""
    if isinstance(value, (tuple, list, dict)):
        for part in (value.values() if isinstance(value, dict) else value) if depth else ():
            yield from readings(part, depth - 1)
        return
    reading = read(value)
    if reading is not None:
        yield reading


def _clamped(whole: int) -> float:
    try:
        return float(whole)
    except OverflowError:
        return _LARGEST if whole > 0 else -_LARGEST


def _of_python(value: object) -> Reading:
    array = np.asarray(value)
    kind = "integer" if array.dtype == object else _KINDS[array.dtype.kind]
    return Reading(array, "python", kind, type(value).__name__)


def _of_numpy(array: NDArray[Any]) -> Reading | None:
    kind = _KINDS.get(array.dtype.kind)
    if kind is None or (array.ndim == 0 and kind in ("text", "bytes")):
        return None
    return Reading(array, "numpy", kind, _name(array.dtype))


@functools.cache
def _name(dtype: np.dtype[Any]) -> str:
    """A dtype's name; numpy computes it anew each time."""
    return dtype.name


def _of_torch(value: Any) -> Reading | None:
    if not is_tensor(value):
        return None
    torch = sys.modules["torch"]
    if value.layout != torch.strided or value.device.type == "meta" or value.is_quantized:
        return None
    plain = value.detach().cpu().resolve_conj().resolve_neg()
    name = str(plain.dtype).removeprefix("torch.")
    if plain.dtype == torch.bfloat16:
        plain = plain.to(torch.float32)
    elif plain.dtype not in _tensor_dtypes(torch):
        return None
    array = plain.numpy()
    return Reading(array, "torch", _KINDS[array.dtype.kind], name)


def _tensor_dtypes(torch: Any) -> tuple[Any, ...]:
    """The tensor dtypes numpy has too; complex32 and the 8-bit floats it has not."""
    wholes = (torch.bool, torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)
    return (*wholes, torch.float16, torch.float32, torch.float64, torch.complex64, torch.complex128)
