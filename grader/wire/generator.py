"""Random generators as the bytes of their state: the other side continues with the same numbers."""

from __future__ import annotations

import struct
import sys
from typing import Any

import numpy as np

_PCG64 = struct.Struct("<16s16s?I")
"""State, increment, and the buffered half of a 64-bit number."""


_TORCH = struct.Struct("<8xi4xQ")
"""Two fields of a torch state: the count of numbers left in the buffer, and the index of the next one."""
_TORCH_NUMBERS = 624
"""Buffer length. Torch does not check the two fields and would read beyond the buffer."""


class SeededGenerator(np.random.Generator):
    """A numpy generator that a test passes to student code.

    No other numpy generator can be sent: the state of a test's own ``rng`` would reveal its next inputs.

    Examples
    --------
    >>> isinstance(generator(7), SeededGenerator)
    True
    """


def seeded_generator(seed: int) -> SeededGenerator:
    """A numpy generator that may be passed to student code.

    Examples
    --------
    >>> compare.dropout(x, 0.3, generator(int(rng.integers(2**32))))
    """
    return SeededGenerator(np.random.PCG64(seed & (2**64 - 1)))


def torch_generator(seed: int) -> Any:
    """A torch generator on the CPU; every such generator may be passed to student code.

    Examples
    --------
    >>> import torch
    >>> compare.keep(torch.ones(5), 0.3, torch_generator(int(rng.integers(2**32))))
    """
    return sys.modules["torch"].Generator().manual_seed(seed & (2**63 - 1))


def is_generator(value: Any) -> bool:
    """Whether a value is a generator that may be sent."""
    if isinstance(value, SeededGenerator):
        return True
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Generator) and value.device.type == "cpu"


def state_of(generator: Any) -> tuple[str, bytes]:
    """Library and state of a generator."""
    if not isinstance(generator, np.random.Generator):
        return "torch", bytes(generator.get_state().numpy())
    whole: Any = generator.bit_generator.state
    numbers = (whole["state"][name].to_bytes(16, "little") for name in ("state", "inc"))
    return "numpy", _PCG64.pack(*numbers, whole["has_uint32"], whole["uinteger"])


def generator_from(library: str, state: bytes) -> Any:
    """Restore a generator from its state.

    Raises
    ------
    ValueError
        The bytes are not a valid state, or the library is not loaded.
    """
    if library == "numpy":
        return _of_numpy(state)
    torch = sys.modules.get("torch")
    if library != "torch" or torch is None:
        raise ValueError("a generator of a library that is not loaded")
    if len(state) < _TORCH.size or sum(_TORCH.unpack_from(state)) > _TORCH_NUMBERS + 1:
        raise ValueError("no state of a torch generator")
    try:
        generator = torch.Generator()
        generator.set_state(torch.frombuffer(bytearray(state), dtype=torch.uint8))
    except RuntimeError:  # wrong length or invalid state
        raise ValueError("no state of a torch generator") from None
    return generator


def _of_numpy(state: bytes) -> SeededGenerator:
    if len(state) != _PCG64.size:
        raise ValueError("no state of a numpy generator")
    place, step, kept, rest = _PCG64.unpack(state)
    generator = seeded_generator(0)
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": int.from_bytes(place, "little"), "inc": int.from_bytes(step, "little")},
        "has_uint32": int(kept),
        "uinteger": rest,
    }
    return generator
