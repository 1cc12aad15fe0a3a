"""One meaning for each name: no module, package or class of the engine has the name of another."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import grader

ENGINE = Path(grader.__file__).parent


def modules(root: Path) -> Iterator[tuple[str, str]]:
    """Name and place of every module and package below a folder."""
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if path.name == "__init__.py":
            yield path.parent.name, place
        elif path.name != "__main__.py":
            yield path.stem, place


def classes(root: Path) -> Iterator[tuple[str, str]]:
    """Name and place of every class below a folder, private and nested ones too."""
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name, f"{path.relative_to(root).as_posix()}:{node.lineno}"


def shared_names(named: Iterator[tuple[str, str]]) -> list[str]:
    """A line for each name that occurs twice or more: the name and all of its places."""
    places = defaultdict(list)
    for name, place in named:
        places[name].append(place)
    return [f"{name}: {', '.join(found)}" for name, found in sorted(places.items()) if len(found) > 1]


def test_no_two_modules_or_packages_have_one_name():
    assert shared_names(modules(ENGINE)) == []


def test_no_two_classes_have_one_name():
    assert shared_names(classes(ENGINE)) == []


def test_a_shared_name_is_reported_with_both_places(tmp_path):
    (tmp_path / "step").mkdir()
    (tmp_path / "step" / "__init__.py").write_text("class _Step:\n    class Part:\n        pass\n")
    (tmp_path / "step" / "__main__.py").write_text("")
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "step.py").write_text(
        "\nclass _Step:\n    pass\n\n\ndef part():\n    class Part: ...\n"
    )
    (tmp_path / "plan" / "__main__.py").write_text("")
    assert shared_names(modules(tmp_path)) == ["step: plan/step.py, step/__init__.py"]
    assert shared_names(classes(tmp_path)) == [
        "Part: plan/step.py:7, step/__init__.py:2",
        "_Step: plan/step.py:2, step/__init__.py:1",
    ]
