"""Arguments of one call out of many, with seeds of their own for its generators; and what a result takes.

The same code runs on both sides, so that a repeated call gets the same arguments in a worker and here.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.wire.generator import is_generator, seeded_generator, torch_generator
from grader.wire.structure import is_tensor, leaves, mapped

_KEY_BYTES = 32
_LEAST_BYTES = 64
"""What any value counts for: many small ones fill a frame and the memory as well."""
_CHARACTER_BYTES = 4
_TENSOR_BYTES = 1024
_GENERATOR_BYTES = 8192


def fresh(value: Any, seeds: Iterator[int]) -> Any:
    """Copies of arrays and tensors; each generator is replaced by one that starts from the next seed."""
    return mapped(value, lambda leaf: _fresh_leaf(leaf, seeds))


def _fresh_leaf(leaf: Any, seeds: Iterator[int]) -> Any:
    if isinstance(leaf, np.ndarray):
        return np.copy(leaf, order="K")
    if isinstance(leaf, np.random.Generator):
        return seeded_generator(next(seeds))
    if is_tensor(leaf):
        return leaf.detach().clone()
    if _is_any_generator(leaf):
        return torch_generator(next(seeds) >> 1)  # it takes no more than 63 bits
    return leaf


def seeds_of(value: Any, times: int) -> npt.NDArray[np.uint64]:
    """Seeds for every generator in a value, of shape (times, generators); each generator moves on.

    Seeds come out of a generator by way of a hash: code that is given many of them cannot tell which numbers the
    generator draws next.
    """
    columns = [_seeds(one, times) for one in leaves(value) if _is_any_generator(one)]
    return np.stack(columns, axis=1) if columns else np.empty((times, 0), np.uint64)


def _seeds(generator: Any, times: int) -> npt.NDArray[np.uint64]:
    if isinstance(generator, np.random.Generator):
        key = generator.bytes(_KEY_BYTES)
    else:
        drawn = sys.modules["torch"].randint(256, (_KEY_BYTES,), generator=generator)
        key = bytes(drawn.tolist())
    return np.frombuffer(hashlib.shake_256(key).digest(8 * times), "<u8").astype(np.uint64)


def _is_any_generator(leaf: Any) -> bool:
    """A test's own ``rng`` is one as well, which may not cross itself."""
    torch = sys.modules.get("torch")
    return isinstance(leaf, np.random.Generator) or (torch is not None and isinstance(leaf, torch.Generator))


def memory_bytes(value: Any) -> int:
    """About what a result takes, in a frame and in memory."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return _LEAST_BYTES + sum(map(memory_bytes, value))
    if isinstance(value, dict):
        return _LEAST_BYTES + sum(map(memory_bytes, value.keys())) + sum(map(memory_bytes, value.values()))
    if isinstance(value, (str, bytes)):
        return _LEAST_BYTES + _CHARACTER_BYTES * len(value)
    if isinstance(value, (np.ndarray, np.generic)):
        return _LEAST_BYTES + int(value.nbytes)
    if is_generator(value):
        return _GENERATOR_BYTES
    if is_tensor(value):
        return _TENSOR_BYTES + int(value.nbytes)
    return _LEAST_BYTES  # an object that is asked nothing
