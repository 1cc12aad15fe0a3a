from __future__ import annotations

from pathlib import Path

import pytest

import grader
from grader.data import template_folder


def test_templates_are_found_in_a_wheel_before_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site" / "grader"
    package.mkdir(parents=True)
    monkeypatch.setattr(grader, "__file__", str(package / "__init__.py"))
    assert template_folder() == tmp_path / "site" / "templates"
    (package / "_data" / "templates").mkdir(parents=True)
    assert template_folder() == package / "_data" / "templates"


def test_the_templates_of_this_package_are_there() -> None:
    assert (template_folder() / "report.html.j2").is_file()
    assert (template_folder() / "assignment" / "reference.py.j2").is_file()
