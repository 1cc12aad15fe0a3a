"""``grader init --push`` adds to a course what ``grader serve`` needs, and overwrites nothing."""

from __future__ import annotations

import configparser
import os
import re
import shlex

import pytest

from grader.course import load_course
from grader.serve.push_settings import load_settings

FILES = ("push.toml", "grader-serve.service", "post-receive")


@pytest.fixture
def course(workshop):
    """The folder of a course, in which `assignments` holds course.toml."""
    return workshop.root / "assignments"


def test_the_files_lie_beside_course_toml_and_the_server_reads_them(course, call, workshop):
    result = call("init", "--push", workshop.root)
    assert result.code == 0, result.err
    assert result.out.split() == [str(course / name) for name in FILES]
    beside = workshop.root.parent
    (source,) = load_settings(load_course(course)).source
    assert (source.kind, source.repositories) == ("git", "{assignment}-{student}")
    assert source.fetch == f"file://{beside}/git/{{name}}.git"
    assert source.spool == f"{beside}/spool"


def test_the_course_may_be_named_by_the_folder_of_its_settings(course, call):
    assert call("init", "--push", course).code == 0
    assert f"spool={course.parent}/spool\n" in (course / "post-receive").read_text()


def test_the_hook_is_what_the_server_prints(course, call):
    call("init", "--push", course)
    hook = course / "post-receive"
    assert call("serve", "hook", "--course", course).out == hook.read_text()
    assert os.access(hook, os.X_OK)


def test_the_unit_starts_the_server_and_stops_it_alone(course, call):
    call("init", "--push", course)
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str
    unit.read(course / "grader-serve.service")
    service = unit["Service"]
    python, *command = shlex.split(service["ExecStart"])
    assert os.access(python, os.X_OK)
    assert command[:5] == ["-m", "grader", "serve", "--course", str(course)]
    assert service["KillMode"] == "mixed"
    assert service["Environment"] == f"GRADER_PUSH_SECRETS={course.parent}/secrets"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_exists_is_kept_and_nothing_is_written(course, call, name):
    (course / name).write_text("mine")
    result = call("init", "--push", course)
    assert result.code == 2
    assert f"{name}: exists already and is kept. Nothing was written." in result.err
    assert (course / name).read_text() == "mine"
    assert [each for each in FILES if (course / each).exists()] == [name]


def test_what_to_do_next_is_said(course, call):
    text = call("init", "--push", course).err
    for words in (
        "git init --bare",
        "hooks/",
        f"grader serve --course {course}",
        "docs/push.md",
        "mkdir -m 700",
    ):
        assert words in text


def test_a_folder_without_a_course_is_refused(call, tmp_path):
    result = call("init", "--push", tmp_path / "nothing")
    assert result.code != 0
    assert "no course.toml there" in result.err


def test_a_title_is_of_a_new_course(course, call):
    result = call("init", "--push", "--title", "Another", course)
    assert result.code == 2
    assert "--push and --title exclude each other" in result.err


def test_a_path_that_systemd_would_read_wrongly_is_refused(course, call):
    odd = course.parent / "my course"
    course.rename(odd)
    result = call("init", "--push", odd)
    assert result.code == 2
    assert "Move the course to a folder with a plain name" in result.err
    assert not (odd / "push.toml").exists()


def test_the_help_says_what_is_written(call):
    text = call("init", "--help").out
    for words in (*FILES, "--push", "none is overwritten", "docs/push.md"):
        assert words in re.sub(r"\s+", " ", text)
