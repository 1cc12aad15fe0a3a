"""The reference is loaded by path, as the engine does: it is no package."""

from __future__ import annotations

import functools
import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

REFERENCE = Path(__file__).parents[2] / "reference"


def load_reference(name: str) -> ModuleType:
    """The reference module of an assignment."""
    spec = importlib.util.spec_from_file_location(f"reference_{name}", REFERENCE / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def load() -> Callable[[str], ModuleType]:
    """``load("metrics")``: the reference module ``reference/metrics.py``."""
    return functools.cache(load_reference)
