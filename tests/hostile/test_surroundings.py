"""Commands that are run in or on a folder as a student could hand it in: nothing outside changes, nothing runs."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from room import RIGHT, TEST, UNREADABLE, furnished

LINKED = "It may lead to a file elsewhere, so it is not followed."
ALONE = "may be somebody else's. The course's own tests are the better way: name the assignment with -a ASSIGNMENT."


@pytest.fixture
def room(tmp_path):
    return furnished(tmp_path)


def score(folder: Path):
    return json.loads((folder / "puzzle" / "report.json").read_text())["score"]


# Output below a checkout


@pytest.mark.parametrize("work", [RIGHT.encode(), UNREADABLE], ids=["right", "rejected"])
def test_a_link_in_the_place_of_the_results_leads_nowhere(room, work):
    room.write("ada/puzzle.py", work)
    (room.ada / "grader-results").symlink_to("../elsewhere")
    result = room.ci(cwd=room.ada)
    assert result.code == 3
    assert f"Error: grader-results: cannot be written: grader-results is a link. {LINKED}" in result.err
    assert room.untouched()


def test_a_link_to_nothing_is_not_followed_either(room):
    (room.ada / "grader-results").symlink_to("../elsewhere/new")
    assert room.ci(cwd=room.ada).code == 3
    assert room.untouched()


def test_a_link_deeper_in_the_results_is_found_too(room):
    (room.ada / "grader-results").mkdir()
    (room.ada / "grader-results" / "puzzle").symlink_to("../../elsewhere")
    room.write("ada/puzzle.py", UNREADABLE)
    result = room.ci(cwd=room.ada)
    assert result.code == 3
    assert "grader-results/puzzle/report.json: cannot be written" in result.err
    assert "puzzle is a link" in result.err
    assert room.untouched()


@pytest.mark.parametrize("output", ["{ada}/out/deep", "out/deep", "out/../out", "../ada/out", "./out/"])
def test_an_output_that_is_named_is_reached_without_a_link_of_the_checkout(room, output):
    (room.ada / "out").symlink_to("../elsewhere")
    result = room.ci("-o", output.format(ada=room.ada), cwd=room.ada)
    assert result.code == 3
    assert "out is a link" in result.err
    assert room.untouched()


@pytest.mark.parametrize("name", ["junit.xml", "summary.md", "puzzle/report.json", "puzzle/results.json"])
@pytest.mark.parametrize("kind", ["link", "hard link", "pipe"])
def test_what_lies_in_the_place_of_a_result_is_replaced_and_not_written_to(room, name, kind):
    path = room.ada / "out" / name
    path.parent.mkdir(parents=True)
    if kind == "link":
        path.symlink_to(room.precious)
    elif kind == "hard link":
        path.hardlink_to(room.precious)
    else:
        os.mkfifo(path)
    room.ci(room.ada, "-o", room.ada / "out", cwd=room.root)
    assert room.untouched()
    assert path.is_file()
    assert path.read_text()


@pytest.mark.parametrize("kind", ["folder", "pipe", "file"])
def test_what_cannot_be_replaced_is_named(room, kind):
    path = room.ada / "out" / "junit.xml"
    if kind == "folder":
        path.mkdir(parents=True)
    elif kind == "pipe":
        os.mkfifo(room.ada / "out")
    else:
        room.write("ada/out", "no folder")
    result = room.ci(room.ada, "-o", room.ada / "out", cwd=room.root)
    assert result.code == 3
    assert "cannot be written" in result.err
    assert "with -o." in result.err
    assert "Traceback" not in result.err


def test_results_at_the_top_of_a_repository_whose_work_lies_deeper_follow_no_link(room):
    room.write("ada/.git/HEAD", "ref: refs/heads/main")
    room.write("ada/hw3/puzzle.py", RIGHT)
    (room.ada / "out").symlink_to("../elsewhere")
    for output in ("out", room.ada / "out"):
        result = room.ci("hw3", "-o", output, cwd=room.ada)
        assert result.code == 3
        assert "out is a link" in result.err
    assert room.untouched()


def test_the_callers_own_links_are_followed_up_to_the_checkout_and_no_further(room):
    (room.root / "mine").symlink_to("ada")
    assert room.ci("mine", "-o", "mine/results", cwd=room.root).code == 0
    assert score(room.ada / "results") == 4.0
    (room.ada / "evil").symlink_to("../elsewhere")
    (room.root / "shortcut").symlink_to("mine/evil")
    result = room.ci("mine", "-o", room.root / "shortcut", cwd=room.root)
    assert result.code == 3
    assert "evil is a link" in result.err
    assert room.untouched()


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe"])
def test_a_step_summary_below_the_checkout_is_a_file_of_its_own(room, kind):
    path = room.ada / "summary"
    if kind == "link":
        path.symlink_to(room.precious)
    elif kind == "hard link":
        path.hardlink_to(room.precious)
    else:
        os.mkfifo(path)
    result = room.ci(room.ada, "-o", room.root / "out", cwd=room.root, GITHUB_STEP_SUMMARY=str(path))
    assert result.code in (3, 4)
    assert f"{path.name}: cannot be written" in result.err
    assert room.untouched()


# Output of a class, run in the student's folder


@pytest.mark.parametrize(
    "link", ["out", "out/.grader", "out/.grader/records", "out/.grader/records/puzzle", "out/puzzle"]
)
def test_results_beside_a_file_that_is_graded_follow_no_link(room, link):
    path = room.ada / link
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(room.elsewhere)
    before = room.elsewhere.stat().st_mode
    result = room.run(
        "grade", "puzzle.py", "-a", "puzzle", "--course", room.course, "-o", "out", cwd=room.ada
    )
    assert result.code == 3
    assert f"{path.name} is a link. {LINKED}" in result.err
    assert room.untouched()
    assert room.elsewhere.stat().st_mode == before


@pytest.mark.parametrize("kind", ["link", "hard link"])
def test_the_lock_of_a_class_empties_no_other_file(room, kind):
    lock = room.root / "out" / ".grader" / "lock"
    lock.parent.mkdir(parents=True)
    if kind == "link":
        lock.symlink_to(room.precious)
    else:
        lock.hardlink_to(room.precious)
    result = room.run("grade", room.ada, "-a", "puzzle", "--course", room.course, "-o", "out", cwd=room.root)
    assert result.code == 3
    assert "lock" in result.err
    assert room.untouched()


@pytest.mark.parametrize("target", ["elsewhere", "elsewhere/new"])
def test_a_handout_or_a_new_assignment_is_written_over_and_behind_no_link(room, target):
    (room.ada / "given").symlink_to(room.root / target)
    (room.course / "fresh").symlink_to(room.root / target)
    assert room.run("handout", "puzzle", room.ada / "given", "--course", room.course, cwd=room.ada).code == 2
    assert room.run("new", "fresh", "--course", room.course, cwd=room.ada).code in (2, 3)
    assert room.untouched()


def test_a_link_named_like_the_assignment_does_not_hand_in_the_reference(room):
    (room.ada / "puzzle.py").unlink()
    (room.ada / "puzzle").symlink_to("../course/reference")
    result = room.run("grade", room.ada, "-a", "puzzle", "--course", room.course, "-o", "out", cwd=room.root)
    assert result.code == 4
    assert "'puzzle' is a link" in result.out
    together = room.run("grade", room.ada, "--course", room.course, "-o", "all", cwd=room.root)
    assert together.code == 2
    assert "Which assignment?" in together.err


# Code that would run as the caller


def refused(result):
    return result.code == 2 and "would run outside the sandbox, with all your rights" in result.err


@pytest.mark.parametrize("where", ["folder", "file", "below the current folder"])
def test_tests_beside_somebody_else_s_work_do_not_run_unasked(room, where):
    room.handout(test=room.poison + TEST)
    path = room.ada / "puzzle.py" if where == "file" else room.ada
    if where == "below the current folder":
        result = room.run("check", "ada", cwd=room.root)
    else:
        result = room.run("check", path, cwd=room.elsewhere)
    assert refused(result)
    assert ALONE in result.err
    assert room.untouched()


@pytest.mark.parametrize("form", ["a link to the folder", "a link to the file", "a link in the path"])
def test_a_link_in_one_s_own_folder_does_not_make_their_tests_one_s_own(room, form):
    room.handout("mine")
    room.handout(test=room.poison + TEST)
    (room.root / "mine" / "work").symlink_to("../ada")
    (room.root / "mine" / "puzzle.py").symlink_to("../ada/puzzle.py")
    path = {"a link to the folder": "work", "a link to the file": "puzzle.py"}.get(form, "work/puzzle.py")
    assert refused(room.run("check", path, cwd=room.root / "mine"))
    assert room.untouched()


@pytest.mark.parametrize("name", ["public", "public/test_public.py", "public/helper.py", "assignment.toml"])
def test_one_s_own_tests_that_are_links_are_not_taken_for_one_s_own(room, name):
    room.handout("mine")
    room.handout(test=room.poison + TEST)
    room.write("ada/public/helper.py", room.poison)
    room.write("mine/puzzle.py", RIGHT)
    path = room.root / "mine" / name
    if name == "public":
        (path / "test_public.py").unlink()
        path.rmdir()
    elif path.exists():
        path.unlink()
    path.symlink_to(room.ada / name)
    result = room.run("check", "--trust", cwd=room.root / "mine")
    assert result.code == 2
    assert "the tests there are not run" in result.err
    assert "is a link; only plain files and folders are read." in result.err
    assert room.untouched()


def test_the_current_folder_reached_through_a_link_is_still_the_current_folder(room):
    room.handout("mine")
    room.write("mine/puzzle.py", RIGHT)
    (room.root / "shortcut").symlink_to("mine")
    assert room.run("check", cwd=room.root / "shortcut").code == 0
    assert room.run("check", room.root / "shortcut" / "puzzle.py", cwd=room.root / "mine").code == 0


def test_what_was_confirmed_runs_without_asking_until_anything_of_it_changes(room):
    room.handout()
    assert room.run("check", room.ada, "--trust", cwd=room.root).code == 0
    assert room.run("check", room.ada, cwd=room.root).code == 0
    room.write("ada/puzzle.py", RIGHT + "\n# the work runs in the sandbox: it may change\n")
    assert room.run("check", room.ada, cwd=room.root).code == 0
    for name in ("public/test_more.py", "public/conftest.py", "public/support.py", "public/deep/data.txt"):
        added = room.write(f"ada/{name}", room.poison)
        assert refused(room.run("check", room.ada, cwd=room.root)), name
        added.unlink()
    room.write("ada/public/test_public.py", room.poison + TEST)
    assert refused(room.run("check", room.ada, cwd=room.root))
    assert room.untouched()


def test_nothing_beside_the_confirmed_tests_runs_with_them(room):
    room.handout()
    assert room.run("check", room.ada, "--trust", cwd=room.root).code == 0
    for name in ("__init__.py", "conftest.py", "pytest.ini", "support.py", "numpy.py"):
        room.write(f"ada/{name}", room.poison if name.endswith(".py") else "[pytest]\naddopts = -p owned\n")
    assert room.run("check", room.ada, cwd=room.root).code == 0
    assert room.untouched()


def _bytecode(source: Path, code) -> bytes:
    import importlib._bootstrap_external as external

    status = source.stat()
    return external._code_to_timestamp_pyc(code, int(status.st_mtime), status.st_size)


def test_bytecode_laid_beside_confirmed_tests_is_not_what_runs(room):
    import importlib.util

    room.handout()
    source = room.ada / "public" / "test_public.py"
    forged = Path(importlib.util.cache_from_source(str(source)))
    forged.parent.mkdir()
    forged.write_bytes(_bytecode(source, compile(room.poison + TEST, str(source), "exec")))
    assert room.run("check", room.ada, "--trust", cwd=room.root).code == 0
    assert room.untouched()


def test_the_course_s_own_tests_run_nothing_of_theirs(room):
    room.handout(test=room.poison + TEST)
    for name in ("conftest.py", "numpy.py", "grader/__init__.py", "sitecustomize.py", "public/__init__.py"):
        room.write(f"ada/{name}", room.poison)
    room.write("ada/puzzle.py", room.poison + RIGHT)
    for cwd in (room.root, room.ada):
        result = room.run("check", room.ada, "-a", "puzzle", "--course", room.course, cwd=cwd)
        assert result.code == 0
        assert "the course's public tests" in result.out
    assert room.untouched()


@pytest.mark.parametrize("arguments", [(), ("-a", "puzzle", "--course", "{course}")])
def test_somebody_else_s_work_is_not_debugged_unasked(room, arguments):
    room.handout()
    room.write("ada/puzzle.py", RIGHT)
    assert room.run("check", room.ada, "--trust", cwd=room.root).code == 0  # the tests alone
    room.write("ada/puzzle.py", room.poison + RIGHT)
    given = [each.format(course=room.course) for each in arguments]
    result = room.run("check", room.ada, "--debug", "tally", *given, cwd=room.root)
    assert refused(result)
    assert "The work in " in result.err
    assert room.untouched()
    assert room.run("check", room.ada, "--debug", "tally", *given, "--trust", cwd=room.root).code == 0
    assert room.marker.exists()


def test_a_module_added_beside_work_that_was_confirmed_is_asked_about(room):
    room.handout()
    room.write("ada/puzzle.py", "import helper\n" + RIGHT)
    room.write("ada/helper.py", "")
    debug = ("check", room.ada, "--debug", "tally")
    assert room.run(*debug, "--trust", cwd=room.root).code == 0
    assert room.run(*debug, cwd=room.root).code == 0
    room.write("ada/helper.py", room.poison)
    assert refused(room.run(*debug, cwd=room.root))
    assert room.untouched()


def test_on_a_terminal_no_is_the_answer_of_an_empty_line_and_yes_is_remembered(room):
    room.handout(test=room.poison + TEST)
    room.write("ada/public/\u202eyp.tset", "a name that reads otherwise")
    asked = room.answer("\n", "check", "ada", cwd=room.root)
    assert asked.code == 2
    assert "public/test_public.py" in asked.out
    assert "\u202e" not in asked.out
    assert "public/⟨U+202E⟩yp.tset" in asked.out
    assert "Not run: the tests in" in asked.out
    assert room.untouched()
    assert room.answer("y\n", "check", "ada", cwd=room.root).code == 0
    assert room.marker.exists()
    trusted = room.root / "home" / ".local" / "state" / "grader" / "trusted"
    assert trusted.stat().st_mode & 0o777 == 0o600
    assert len(trusted.read_text().split()) == 1
    assert "[y/N]" not in room.answer("", "check", "ada", cwd=room.root).out


@pytest.mark.parametrize("variable", ["HOME", "XDG_STATE_HOME"])
def test_what_was_confirmed_is_not_looked_up_among_their_files(room, variable):
    room.handout("eve")
    room.write("eve/puzzle.py", RIGHT)
    assert room.run("check", "eve", "--trust", cwd=room.root).code == 0
    trusted = (room.root / "home/.local/state/grader/trusted").read_text()
    room.write("ada/grader/trusted", trusted)
    room.write("ada/.local/state/grader/trusted", trusted)
    away = {"HOME": str(room.root / "nobody"), variable: "."}
    assert refused(room.run("check", room.root / "eve", cwd=room.ada, **away))


def test_a_list_that_others_may_write_to_confirms_nothing(room):
    room.handout()
    assert room.run("check", "ada", "--trust", cwd=room.root).code == 0
    (room.root / "home/.local/state/grader/trusted").chmod(0o666)
    assert refused(room.run("check", "ada", cwd=room.root))


@pytest.mark.parametrize("command", ["check", "grade"])
def test_a_course_among_the_work_is_not_the_course(room, command):
    for name in ("course.toml", "puzzle/README.md", "puzzle/assignment.toml"):
        room.write(f"ada/{name}", (room.course / name).read_text())
    room.write("ada/reference/puzzle.py", room.poison + RIGHT)
    room.write("ada/puzzle/hidden/test_puzzle.py", room.poison + TEST)
    room.write("ada/puzzle/public/test_public.py", room.poison + TEST)
    output = () if command == "check" else ("-o", room.root / "out")
    result = room.run(command, ".", "-a", "puzzle", *output, cwd=room.ada)
    assert result.code == 2
    assert "this course lies inside ., where a student could have put it" in result.err
    assert room.untouched()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can lay a file of another user")
@pytest.mark.parametrize("name", ["assignment.toml", "public", "public/test_public.py"])
def test_a_handout_that_another_user_laid_above_the_current_folder_is_not_one_s_own(room, name):
    room.handout("shared", test=room.poison + TEST)
    own = room.write("shared/mine/puzzle.py", RIGHT).parent
    os.chown(room.root / "shared" / name, 47_012, -1)
    assert refused(room.run("check", cwd=own))
    assert room.untouched()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can lay a file of another user")
@pytest.mark.parametrize(
    "command", [("check", "."), ("grade", "puzzle.py", "-o", "out"), ("verify", "puzzle"), ("list",)]
)
def test_a_course_that_another_user_laid_above_the_current_folder_is_not_the_course(room, command):
    own = room.write("course/mine/puzzle.py", RIGHT).parent
    room.write("course/puzzle/public/test_public.py", room.poison + TEST)
    room.write("course/puzzle/hidden/test_puzzle.py", room.poison + TEST)
    os.chown(room.course / "course.toml", 47_012, -1)
    chosen = ("-a", "puzzle") if command[0] in ("check", "grade") else ()
    result = room.run(*command, *chosen, cwd=own)
    assert result.code == 2
    assert "belongs neither to you nor to the owner of the current folder" in result.err
    assert room.untouched()


@pytest.mark.parametrize("variable", ["GRADER_COURSE", "GRADER_SECRET_FILE"])
def test_a_relative_variable_does_not_name_their_course_or_secret(room, variable):
    room.write("ada/course/course.toml", 'title = "Mine"\npublic_secret = "sixteen letters and more"\n')
    room.write("ada/secret", "a secret that the student knows")
    named = {
        "GRADER_COURSE": str(room.course),
        variable: variable.rpartition("_")[2].lower().replace("file", "secret"),
    }
    result = room.run("ci", ".", "-o", room.root / "out", cwd=room.ada, **named)
    assert result.code == 2
    assert f"{variable}={named[variable]}: expected an absolute path." in result.err


# What Python, pytest and the shell look for in the current folder


@pytest.mark.parametrize(
    "before", [("-m", "grader"), ("-P", "-m", "grader")], ids=["python -m", "the command"]
)
def test_no_module_of_the_current_folder_is_imported(room, before):
    for name in (
        "click",
        "msgspec",
        "numpy",
        "pytest",
        "rich",
        "jinja2",
        "json",
        "sitecustomize",
        "usercustomize",
    ):
        room.write(f"ada/{name}.py", room.poison + "raise SystemExit(77)\n")
    room.write("ada/startup.py", room.poison)
    result = room.run(
        "ci", ".", "--course", room.course, "-o", room.root / "out", cwd=room.ada, before=before,
        PYTHONSTARTUP="startup.py",
    )  # fmt: skip
    assert result.code == 0
    assert score(room.root / "out") == 4.0
    assert room.untouched()


@pytest.mark.parametrize("value", [".", "", "{other}::", "ada"])
def test_no_process_of_the_grader_imports_by_a_relative_python_path(room, value):
    """What Python imports before the command begins nobody can keep from it: these are imported later."""
    for name in ("jinja2", "rich", "multiprocessing", "numpy"):
        room.write(f"ada/{name}/__init__.py", room.poison + "raise SystemExit(77)\n")
    cwd = room.root if value == "ada" else room.ada
    path = value.format(other=room.elsewhere)
    result = room.run("grade", room.ada / "puzzle.py", "-a", "puzzle", "--course", room.course, "-o",
                      room.root / "out", cwd=cwd, PYTHONPATH=path)  # fmt: skip
    assert result.code == 0, result.err
    assert room.untouched()


def test_settings_for_tools_in_the_current_folder_steer_nothing(room):
    for name, text in {
        "pytest.ini": "[pytest]\naddopts = --collect-only\n",
        "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-p owned'\n",
        "owned.py": room.poison,
        "conftest.py": room.poison,
        ".env": "GRADER_COURSE=mine\nGRADER_SECRET_FILE=secret\n",
        ".python-version": "2.7\n",
        ".git/config": f"[core]\n\tfsmonitor = touch {room.marker}\n",
        ".gitattributes": "* filter=owned\n",
    }.items():
        room.write(f"ada/{name}", text)
    assert room.ci("-o", room.root / "out", cwd=room.ada).code == 0
    assert score(room.root / "out") == 4.0
    assert room.untouched()


def test_a_program_of_the_current_folder_is_not_asked_about_gpus(room):
    program = room.write("ada/nvidia-smi", f"#!/bin/sh\ntouch {room.marker}\n")
    program.chmod(0o755)
    for path in ("", "."):
        found = f"{path}:/usr/bin:/bin"
        assert room.run("doctor", "--json", "--course", room.course, cwd=room.ada, PATH=found).code in (0, 3)
    assert room.untouched()
