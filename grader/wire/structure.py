"""Functions on nested tuples, lists and dicts, which arguments and results consist of."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any


def leaves(value: Any) -> Iterator[Any]:
    """All values that are not tuples, lists or dicts, in order. Keys of dicts are left out."""
    if isinstance(value, (tuple, list)):
        for part in value:
            yield from leaves(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    else:
        yield value


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """The same structure with ``change(leaf)`` for each leaf, in the order of `leaves`. All containers are new."""
    if isinstance(value, (tuple, list)):
        return rebuilt(value, [mapped(part, change) for part in value])
    if isinstance(value, dict):
        return {key: mapped(part, change) for key, part in value.items()}
    return change(value)


def replaced(value: Any, change: Callable[[Any], Any]) -> Any:
    """As `mapped`, but parts in which nothing changes are not copied."""
    if isinstance(value, (tuple, list)):
        parts = [replaced(part, change) for part in value]
        same = all(part is one for part, one in zip(parts, value, strict=True))
        return value if same else rebuilt(value, parts)
    if isinstance(value, dict):
        table = {key: replaced(one, change) for key, one in value.items()}
        return value if all(table[key] is one for key, one in value.items()) else table
    return change(value)


def rebuilt(like: Any, items: list[Any]) -> Any:
    """A tuple, named tuple or list of the type of ``like``."""
    return like._make(items) if hasattr(like, "_make") else type(like)(items)


def is_tensor(value: object) -> bool:
    """Whether a value is a torch tensor. Torch is not imported: without it there are no tensors."""
    tensor = getattr(sys.modules.get("torch"), "Tensor", None)
    return tensor is not None and isinstance(value, tensor)
