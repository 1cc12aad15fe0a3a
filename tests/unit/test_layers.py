"""The contracts of import-linter name everything that they are about: what is new in grader/ is in them."""

from __future__ import annotations

import ast
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import grader
from grader import worker

ROOT = Path(__file__).parents[2]
EVERYTHING = {f"grader.{module.name}" for module in pkgutil.iter_modules(grader.__path__)}
WORKER_FILES = sorted(Path(worker.__path__[0]).rglob("*.py"))


def contract(name: str) -> dict[str, Any]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (found,) = (one for one in contracts if one["name"].startswith(name))
    return found


def test_the_worker_may_import_nothing_but_the_wire():
    told = contract("The worker imports nothing")
    assert told["source_modules"] == ["grader.worker"]
    assert set(told["forbidden_modules"]) == EVERYTHING - {"grader.worker", "grader.wire"}


def test_no_part_of_the_engine_may_import_the_worker():
    told = contract("The engine never imports the worker")
    assert told["forbidden_modules"] == ["grader.worker"]
    assert set(told["source_modules"]) == EVERYTHING - {"grader.worker"}


@pytest.mark.parametrize("path", WORKER_FILES, ids=lambda path: path.name)
def test_a_module_of_the_worker_imports_the_wire_and_its_neighbours_alone(path):
    """Also within functions and beside the names that import-linter follows."""
    own = {name for name in imported(path) if name.partition(".")[0] in ("grader", "")}
    assert {".".join(name.split(".")[:2]) for name in own} <= {"grader.wire", "grader.worker"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)
