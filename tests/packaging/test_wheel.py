"""The wheel: it holds the engine and its templates, nothing of the course, and works where it is installed."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.long

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built from a copy of what belongs to the package, without network."""
    source = tmp_path_factory.mktemp("source")
    for name in ("grader", "templates", "assignments", "reference", "tests", "questions", "exams"):
        shutil.copytree(PROJECT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "golden"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, source)
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = target.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """``run(…)`` of the command in a virtual environment that has the wheel, and beside it the libraries here.

    They are named in a ``.pth`` file. Those in their own folder are not read then, so that the project that
    is installed here for development is not found.
    """
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    place = {"base": str(folder), "platbase": str(folder)}
    site = Path(sysconfig.get_path("purelib", scheme="venv", vars=place))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    command = [
        sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index",
        "--disable-pip-version-check", str(wheel),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    dropped = ("GRADER_", "GITHUB_", "PYTEST_", "PYTHON")
    around = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}

    def run(*arguments, cwd):
        return subprocess.run(
            [folder / "bin" / "grader", *map(str, arguments)], cwd=cwd, env={**around, "NO_COLOR": "1"},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    return site, run


def test_every_module_of_the_engine_is_in_the_wheel(names):
    modules = {p.relative_to(PROJECT).as_posix() for p in (PROJECT / "grader").rglob("*.py")}
    of_templates = "grader/_data/"
    assert {n for n in names if n.endswith(".py") and not n.startswith(of_templates)} == modules
    assert "grader/plugin/hidden.ini" in names


def test_every_template_is_in_the_wheel(names):
    templates = {
        f"grader/_data/{p.relative_to(PROJECT).as_posix()}"
        for p in (PROJECT / "templates").rglob("*.*")
        if p.is_file()
    }
    assert templates <= set(names)


def test_nothing_of_the_course_nor_of_the_tests_is_in_the_wheel(names):
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"grader"}
    assert not [
        n
        for n in names
        if "reference/" in n or "hidden/" in n or ("test_" in Path(n).name and ".j2" not in n)
    ]
    assert not [n for n in names if "__pycache__" in n or n.endswith((".pyc", ".toml"))]


def test_no_question_and_no_exam_is_in_the_wheel(names):
    """The engine's own modules may be called after questions; the folders and their files stay with the course."""
    questions = {path.name for path in (PROJECT / "questions").rglob("*.py")}
    assert len(questions) > 100
    assert not questions & {Path(name).name for name in names}
    assert not [name for name in names if {"questions", "exams"} & set(Path(name).parts)]


def test_the_wheel_says_what_it_needs_and_installs_the_command(wheel):
    with zipfile.ZipFile(wheel) as archive:
        metadata = next(archive.read(n).decode() for n in archive.namelist() if n.endswith("METADATA"))
        scripts = next(archive.read(n).decode() for n in archive.namelist() if n.endswith("entry_points.txt"))
    assert "Requires-Python: >=3.11" in metadata
    assert "Requires-Dist: numpy" in metadata
    assert "Requires-Dist: torch" in metadata
    assert "extra == 'torch'" in metadata
    assert "grader = grader.cli:main" in scripts


def test_the_installed_command_tells_its_version(installed, tmp_path):
    result = installed[1]("--version", cwd=tmp_path)
    assert result.stdout == f"grader, version {importlib.metadata.version('grader')}\n"


def test_the_engine_that_runs_is_the_installed_one(installed, tmp_path):
    site, run = installed
    found = json.loads(run("doctor", "--json", cwd=tmp_path).stdout)
    assert str(site.parents[2] / "bin" / "python") in found["python"]
    (site / "grader" / "worker" / "__main__.py").rename(site / "hidden_away.py")
    try:
        broken = json.loads(run("doctor", "--json", cwd=tmp_path).stdout)
    finally:
        (site / "hidden_away.py").rename(site / "grader" / "worker" / "__main__.py")
    assert found["best"] >= 0
    assert broken["best"] == -1


def test_a_new_assignment_is_made_from_the_installed_templates(installed, tmp_path):
    (tmp_path / "assignments").mkdir()
    (tmp_path / "assignments" / "course.toml").write_text('title = "A course"\nreference = "../reference"\n')
    result = installed[1]("new", "my_layer", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "reference" / "my_layer.py").is_file()


def test_a_student_checks_a_handout_with_the_installed_command(installed, tmp_path):
    run = installed[1]
    made = run("handout", "metrics", tmp_path / "metrics", "--course", PROJECT / "assignments", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    before = run("check", cwd=tmp_path / "metrics")
    assert before.returncode == 1, before.stderr
    assert "0 of " in before.stdout
    shutil.copy(PROJECT / "reference" / "metrics.py", tmp_path / "metrics" / "metrics.py")
    after = run("check", cwd=tmp_path / "metrics")
    assert after.returncode == 0, after.stdout + after.stderr


def test_an_instructor_grades_with_the_installed_command(installed, tmp_path):
    site, run = installed
    shutil.copytree(PROJECT / "assignments" / "metrics", tmp_path / "assignments" / "metrics")
    (tmp_path / "reference").mkdir()
    shutil.copy(PROJECT / "reference" / "metrics.py", tmp_path / "reference")
    (tmp_path / "assignments" / "course.toml").write_text(
        'title = "A course"\nrequired_isolation = 0\npublic_secret = "known to everybody"\n'
    )
    result = run(
        "grade",
        tmp_path / "reference" / "metrics.py",
        "-a",
        "metrics",
        "-o",
        tmp_path / "out",
        cwd=tmp_path / "assignments",
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "out" / "metrics" / "metrics" / "report.html").stat().st_size > 10_000
    assert "20 / 20" in result.stdout
    assert str(site) not in (tmp_path / "out" / "metrics" / "metrics" / "report.html").read_text()
