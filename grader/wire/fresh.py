"""Arguments of repeated calls, with new seeds for generators; and the memory size of results.

Both sides run this code, so a repeated call gets the same arguments in the worker and in the grader.
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
"""Size counted for any value. Many small values fill a frame and the memory too."""
_CHARACTER_BYTES = 4
_TENSOR_BYTES = 1024
_GENERATOR_BYTES = 8192


def fresh(value: Any, seeds: Iterator[int]) -> Any:
    """Copy arrays and tensors, and replace each generator by one with the next seed."""
    return mapped(value, lambda leaf: _fresh_leaf(leaf, seeds))


def _fresh_leaf(leaf: Any, seeds: Iterator[int]) -> Any:
    if isinstance(leaf, np.ndarray):
        return np.copy(leaf, order="K")
    if isinstance(leaf, np.random.Generator):
        return seeded_generator(next(seeds))
    if is_tensor(leaf):
        return leaf.detach().clone()
    if _is_any_generator(leaf):
        return torch_generator(next(seeds) >> 1)  # torch seeds have at most 63 bits
    return leaf


def seeds_of(value: Any, times: int) -> npt.NDArray[np.uint64]:
    """Seeds for all generators in a value, of shape (times, generators). Each generator advances.

    The seeds are hashes of numbers from the generator. Code that gets many of them cannot predict the next numbers.
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
    """Approximate size of a result in a frame and in memory."""
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
    return _LEAST_BYTES  # other objects stay in the worker
