"""Random generators as the bytes of their state: the other side goes on where this one stands."""

from __future__ import annotations

import struct
import sys
from typing import Any

import numpy as np

_PCG64 = struct.Struct("<16s16s?I")
"""State, increment, and the half of a number that is kept for the next 32 bits."""


_TORCH = struct.Struct("<8xi4xQ")
"""In a state of torch's: how many numbers are left before new ones are made, and which comes next."""
_TORCH_NUMBERS = 624
"""Torch believes both, and would read beyond them."""


class SeededGenerator(np.random.Generator):
    """A numpy generator that a test made in order to hand it over.

    Only these cross. The state of a test's own ``rng`` would tell which inputs it draws next.
    """


def seeded_generator(seed: int) -> SeededGenerator:
    """A numpy generator that may be passed to student code."""
    return SeededGenerator(np.random.PCG64(seed & (2**64 - 1)))


def torch_generator(seed: int) -> Any:
    """A torch generator on the CPU; every such generator may be passed to student code."""
    return sys.modules["torch"].Generator().manual_seed(seed & (2**63 - 1))


def is_generator(value: Any) -> bool:
    """Whether a value is a generator that may cross."""
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
    """A generator that draws what the one with this state would.

    Raises
    ------
    ValueError
        The bytes are no state of a generator of this library, or the library is not loaded.
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
    except RuntimeError:  # of another length, or no state of this generator
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
