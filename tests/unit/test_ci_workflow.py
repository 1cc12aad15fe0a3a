"""What the forge and pre-commit run is what the project has: its targets, its versions, its tools."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
HOOKS = [
    hook
    for repo in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    for hook in repo["hooks"]
]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
CONSTRAINTS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
HELD_BY_CI = {"pytest", "torch"}


def _steps() -> list[dict[str, Any]]:
    return [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def _made(text: str) -> set[str]:
    return set(re.findall(r"\bmake ([a-z]+)", text))


def _pythons() -> list[str]:
    """Every version of Python that a job names."""
    pinned = [step["with"]["python-version"] for step in _steps() if "python-version" in step.get("with", {})]
    matrix = WORKFLOW["jobs"]["test"]["strategy"]["matrix"]
    listed = [*matrix["python"], *(entry["python"] for entry in matrix["include"])]
    return [*listed, *(version for version in pinned if not version.startswith("${{"))]


def test_the_workflow_makes_what_the_other_ci_makes_and_the_makefile_has() -> None:
    made = _made("\n".join(step.get("run", "") for step in _steps()))
    assert (
        made
        == _made((ROOT / ".ci/run").read_text(encoding="utf-8"))
        == {"check", "test", "longtest", "proof"}
    )
    assert made <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_every_version_of_python_is_one_that_the_project_supports_and_the_oldest_is_tested() -> None:
    supported = SpecifierSet(PROJECT["requires-python"])
    assert [version for version in _pythons() if Version(version) not in supported] == []
    oldest = min(map(Version, _pythons()))
    assert str(supported) == f">={oldest}"
    tested = [Version(version) for version in WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"]]
    assert tested == [Version(f"3.{minor}") for minor in range(oldest.minor, 15)]


def test_what_is_pinned_is_what_the_project_allows() -> None:
    wanted = [
        *PROJECT["dependencies"],
        *(r for extra in PROJECT["optional-dependencies"].values() for r in extra),
    ]
    allowed = {one.name: one.specifier for one in map(Requirement, wanted)}
    for pinned in CONSTRAINTS:
        (specifier,) = pinned.specifier
        assert specifier.operator == "=="
        assert specifier.version in allowed[pinned.name], pinned


def test_the_newest_pytest_and_torch_are_tried_by_taking_out_their_pins() -> None:
    (step,) = [step for step in _steps() if "newest" in step.get("if", "")]
    command = shlex.split(step["run"])
    assert command[:3] == ["sed", "-i", "-E"]
    assert command[4] == "constraints.txt"
    pattern = command[3].removesuffix("/d").removeprefix("/")
    taken_out = {one.name for one in CONSTRAINTS if re.search(pattern, str(one))}
    assert taken_out == HELD_BY_CI
    assert WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["libraries"] == ["pinned", "newest"]


def test_no_job_may_write_and_no_step_keeps_the_token() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert [name for name, job in WORKFLOW["jobs"].items() if "permissions" in job] == []
    checkouts = [step for step in _steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(WORKFLOW["jobs"])
    assert {step["with"]["persist-credentials"] for step in checkouts} == {False}


def test_every_action_is_named_by_its_commit() -> None:
    used = [step["uses"] for step in _steps() if "uses" in step]
    assert [name for name in used if not re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", name)] == []


def test_a_course_of_ones_own_starts_with_the_actions_that_are_tried_here() -> None:
    pattern = r"(?m)uses: (\S+@[0-9a-f]{40} # v[\d.]+)$"
    text = (ROOT / "templates/course/github.yml.j2").read_text(encoding="utf-8")
    named = re.findall(pattern, text)
    assert len(named) == text.count("uses: ") == 2
    assert set(named) <= set(
        re.findall(pattern, (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    )


def test_what_pip_fetched_is_kept_until_the_requirements_change() -> None:
    setups = [step["with"] for step in _steps() if step.get("uses", "").startswith("actions/setup-python@")]
    assert len(setups) == len(WORKFLOW["jobs"])
    for setup in setups:
        assert setup["cache"] == "pip"
        files = setup["cache-dependency-path"].split()
        assert files == ["pyproject.toml", "constraints.txt"]
        assert [name for name in files if not (ROOT / name).is_file()] == []


def test_a_newer_push_ends_the_run_of_an_older_one() -> None:
    assert "github.ref" in WORKFLOW["concurrency"]["group"]
    assert "cancel-in-progress" in WORKFLOW["concurrency"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_what_make_check_runs(hook: dict[str, Any]) -> None:
    assert hook["language"] == "system"  # the environment that make makes; nothing is fetched
    tool, *arguments = hook["entry"].removeprefix(".venv/bin/").split()
    assert hook["entry"].startswith(".venv/bin/")
    line = " ".join(["$(BIN)/" + tool, *(one for one in arguments if not one.startswith("--"))])
    assert re.search(rf"^\t{re.escape(line)}\b", MAKEFILE, re.MULTILINE), line


def test_make_demo_says_beforehand_how_long_it_takes_as_the_readme_does() -> None:
    recipe = MAKEFILE.partition("\ndemo:")[2].partition("\n\n")[0]
    words = "about three minutes on two cores"
    assert recipe.index(words) < recipe.index("grader grade")
    (line,) = [
        e for e in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if e.startswith("make demo ")
    ]
    assert words in line


def test_a_bare_machine_gets_what_the_tests_in_a_browser_need_and_would_be_skipped_without() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    files = [path for folder in ("browser", "npm") for path in (ROOT / "tests" / folder).glob("*.py")]
    skipped = "".join(path.read_text(encoding="utf-8") for path in files)
    named = set(re.findall(r"on Debian: apt install (\w+)", skipped))
    assert named == {"chromium", "npm"}
    assert named <= set(re.findall(r"needed\+=\((\S+)\)", script))


def test_make_check_and_the_hooks_have_the_same_tools() -> None:
    recipe = MAKEFILE.partition("\ncheck:")[2].partition("\n\n")[0]
    tools = re.findall(r"\$\(BIN\)/(\S+(?: check| format)?)", recipe)
    assert sorted(tools) == sorted(
        hook["entry"].removeprefix(".venv/bin/").partition(" --")[0] for hook in HOOKS
    )
