"""Inputs that are too large to send: the worker draws them on its device."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

SPARE = 1 << 16
"""Numbers that are drawn beyond those of an input, which begins up to so many after the draw does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Standard normal numbers that a worker draws on its device from a seed, the same in every worker.

    The worker draws some more, and the input begins at one of the first of them, which is chosen when the function is
    called. So no function can begin before.

    Parameters
    ----------
    shape : tuple of int
    dtype : {"float32", "float64", "bfloat16", "float16"}
    seed : int
        New for every call. The worker learns it only when it prepares the inputs.
    scale, shift : float
        The numbers are multiplied by ``scale``, and ``shift`` is added.
    places, values : tuple
        Indices of drawn numbers in row-major order, and the values they are set to at the end.

    Examples
    --------
    >>> queries = Drawn(shape=(4096, 64), dtype="float16", seed=7, scale=0.125)
    >>> queries.recipe()["shape"]
    (4096, 64)
    """

    shape: tuple[int, ...]
    dtype: Literal["float32", "float64", "bfloat16", "float16"]
    seed: int
    scale: float = 1.0
    shift: float = 0.0
    places: tuple[int, ...] = ()
    values: tuple[float, ...] = ()

    def recipe(self) -> dict[str, Any]:
        """The fields as data that can be sent to a worker."""
        fields = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        places, values = np.array(self.places, np.int64), np.array(self.values, np.float64)
        return fields | {"places": places, "values": values, "spare": SPARE}
