"""docs/push.md agrees with the program: its commands lead to a graded push, and its tables list every key."""

from __future__ import annotations

import csv
import dataclasses
import os
import re
import signal
import subprocess
import sys
import urllib.request
from base64 import b64encode
from pathlib import Path
from typing import get_args

import pytest
from push_host import WAIT_S, wait_for

from grader.course import load_course
from grader.serve.push_settings import PushSettings, SourceKind, SourceSettings, load_settings
from grader.serve.secret_folder import SecretKind

PAGE = (Path(__file__).parents[3] / "docs" / "push.md").read_text(encoding="utf-8")
SETUP, PUSH, ONCE, SERVE, PAGES = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
NO_VALUE = {"": "empty", (): "empty", False: "false"}


@pytest.fixture
def machine(open_folder: Path):
    """An empty folder, and how a shell runs commands there as a new user would type them."""
    home = open_folder / "home"
    (home / "bin").mkdir(parents=True)
    program = home / "bin" / "grader"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -P -m grader "$@"\n')
    program.chmod(0o755)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GRADER_", "GIT_"))}
    environment = {**kept, "HOME": str(home), "PATH": f"{home / 'bin'}:{os.environ['PATH']}"}
    work = home / "push"
    work.mkdir()

    def start(script: str, log: Path) -> subprocess.Popen[bytes]:
        with log.open("wb") as stream:
            return subprocess.Popen(
                ["bash", "-euc", script], cwd=work, env=environment, stdout=stream, stderr=stream, umask=0o022
            )

    return work, start


@pytest.fixture
def run(machine, tmp_path):
    _, start = machine

    def run(script: str) -> str:
        log = tmp_path / "printed"
        code = start(script, log).wait(timeout=2 * WAIT_S)
        assert code == 0, log.read_text()
        return log.read_text()

    return run


def test_the_commands_of_the_page_lead_to_a_graded_push_and_a_page(machine, run, tmp_path):
    work, start = machine
    run(SETUP)
    run(PUSH)
    assert "1 done. Results: results" in run(ONCE)
    assert "0</strong> of " in (work / "results" / "ada" / "rms_norm" / "report.html").read_text()
    log = tmp_path / "log"
    server = start(SERVE.replace("grader serve", "exec grader serve").replace(":8080", ":0"), log)
    try:
        address = wait_for(
            lambda: next(iter(re.findall(r"http://127\.0\.0\.1:\d+", log.read_text())), ""), "a port"
        )
        token = (work / "secrets" / "staff.token").read_text().strip()
        given = {"Authorization": f"Basic {b64encode(f'staff:{token}'.encode()).decode()}"}
        with urllib.request.urlopen(urllib.request.Request(f"{address}/staff", headers=given)) as answer:
            assert "Deep learning" in answer.read().decode()
        found = {row["student"]: row["address"] for row in csv.DictReader(run(PAGES).splitlines())}
        assert set(found) == {"ada"}
        with urllib.request.urlopen(address + found["ada"]) as answer:
            assert "rms_norm" in answer.read().decode()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=WAIT_S) == 0, log.read_text()
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()


def test_the_settings_it_shows_are_read(tiny_course):
    text = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert text is not None
    (tiny_course.folder / "push.toml").write_text(text[1])
    assert [each.kind for each in load_settings(load_course(tiny_course.folder)).source] == [
        "github",
        "gitlab",
        "gitea",
    ]


@pytest.mark.parametrize(("settings", "begin", "end"), [
    (PushSettings, "## push.toml", "In each `[[source]]`"), (SourceSettings, "In each `[[source]]`", "## Secrets"),
])  # fmt: skip
def test_every_key_is_listed_with_its_default(settings, begin, end):
    table = PAGE[PAGE.index(begin) : PAGE.index(end)]
    rows = re.findall(r"^\| `(\w+)` \| (.+?) \|", table, re.MULTILINE)
    keys = [field for field in dataclasses.fields(settings) if field.name != "source"]
    assert [key for key, _ in rows] == [field.name for field in keys]
    for (key, shown), field in zip(rows, keys, strict=True):
        assert shown == default(field), key


def default(field: dataclasses.Field[object]) -> str:
    """As the page shows it."""
    value = field.default
    if field.name == "name":
        return "the kind"
    if value is dataclasses.MISSING:
        return "required"
    if value in NO_VALUE:
        return NO_VALUE[value]
    if field.name == "report":
        return '`["status"]`'
    if isinstance(value, tuple):
        return ", ".join(f"`{each}`" for each in value)
    return str(value) if isinstance(value, int) else f"`{value}`"


def test_every_kind_of_source_and_of_secret_is_told_but_that_of_an_app_which_is_not_there():
    kinds = next(line for line in PAGE.splitlines() if line.startswith("| `kind`"))
    assert all(f"`{kind}`" in kinds for kind in get_args(SourceKind))
    secrets = PAGE[PAGE.index("## Secrets") : PAGE.index("## systemd")]
    assert {kind for kind in get_args(SecretKind) if f"`SOURCE.{kind}`" in secrets} == set(
        get_args(SecretKind)
    ) - {"pem"}
