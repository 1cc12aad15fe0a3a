"""The command line as a whole: help, near matches, exit codes, and errors without a traceback."""

from __future__ import annotations

import os
import re

import click
import pytest
from click.testing import CliRunner

from grader import __version__
from grader.cli import cli

COMMANDS = tuple(cli.list_commands(click.Context(cli)))


@pytest.fixture
def help_of():
    def text(*arguments):
        result = CliRunner().invoke(cli, [*arguments, "--help"], prog_name="grader", terminal_width=80)
        assert result.exit_code == 0
        return result.output

    return text


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_fits_a_terminal_of_80_columns_and_says_what_the_command_is_for(help_of, command):
    text = help_of(*command)
    assert max(map(len, text.splitlines())) <= 80
    assert text.startswith(f"Usage: {' '.join(('grader', *command))} ")
    assert re.search(r"\n\n  \w.+\.", text)


def test_help_lists_every_command_and_the_exit_codes(help_of):
    text = help_of()
    assert re.findall(r"(?m)^  ([a-z]+)  +\S", text) == list(COMMANDS)
    codes = " ".join(text.split("Exit codes:")[1].split())
    for code in (
        "0 done",
        "1 tests failed",
        "2 usage",
        "3 grader",
        "4 a submission",
        "5 nothing",
        "130 interrupted",
        "143 terminated",
        "129 terminal closed",
        "141 pipe closed",
    ):
        assert code in codes


@pytest.mark.parametrize(
    ("command", "codes"),
    [("check", "01"), ("grade", "0345"), ("ci", "01345"), ("doctor", "3"), ("verify", "013")],
)
def test_a_command_with_exit_codes_of_its_own_explains_them(help_of, command, codes):
    explained = help_of(command).split("Exit code")[1]
    for code in codes:
        assert re.search(rf"\b{code}\b", explained)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_and_a_commands_own_help_agree_on_what_it_is_for(help_of, command):
    listed = dict(re.findall(r"(?m)^  ([a-z]+)  +(\S.+)$", help_of()))[command].rstrip(".")
    own = cli.get_command(click.Context(cli), command).get_short_help_str(200)
    assert set(re.findall(r"\w{5,}", listed.lower())) & set(re.findall(r"\w{5,}", own.lower()))


@pytest.mark.parametrize("short", ["-h", "--help"])
def test_help_is_asked_for_in_both_ways(call, short):
    assert call(short).out.startswith("Usage: grader [OPTIONS] COMMAND")


def test_the_version_is_told(call):
    assert call("--version").out == f"grader, version {__version__}\n"


def test_an_unknown_command_is_answered_with_the_nearest_and_exit_code_2(call):
    result = call("graed")
    assert result.code == 2
    assert "There is no command 'graed'. Did you mean 'grade'?" in result.err
    assert result.out == ""


def test_an_unknown_command_like_no_other_is_answered_with_where_they_are_listed(call):
    result = call("zzzzz")
    assert result.code == 2
    assert "There is no command 'zzzzz'." in result.err
    assert "grader --help" in result.err


def test_an_unknown_option_is_answered_with_the_nearest(call):
    result = call("grade", "--resmue")
    assert result.code == 2
    assert "--resume" in result.err


def test_no_command_at_all_shows_the_help(call):
    result = call()
    assert result.code == 2
    assert "grader check" in result.out + result.err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("show", "sum"), 2, "There is no assignment 'sum' in {course}. Did you mean 'sums'?"),
        (("handout", "sum", "x"), 2, "There is no assignment 'sum' in {course}. Did you mean 'sums'?"),
        (
            ("grade", "class", "-a", "sum", "-o", "x"),
            2,
            "There is no assignment 'sum' in {course}. Did you mean 'sums'?",
        ),
        (
            ("ci", "class", "-a", "sum", "-o", "x"),
            2,
            "There is no assignment 'sum' in {course}. Did you mean 'sums'?",
        ),
        (("check", "-a", "sum"), 2, "There is no assignment 'sum' in {course}. Did you mean 'sums'?"),
        (
            ("list", "--course", "nowhere"),
            2,
            "nowhere: no course.toml there, nor in its folder assignments/.",
        ),
        (
            ("grade", "class", "-a", "sums", "-o", "class/out"),
            2,
            "class/out: results may not lie in the folder of the sub",
        ),
        (
            ("grade", "class", "-a", "sums", "-o", "class"),
            2,
            "class: results may not lie in the folder of the sub",
        ),
        (
            ("grade", "class", "-a", "sums", "-o", "."),
            2,
            ".: results may not lie in the folder of the submissions",
        ),
        (("grade", "gone", "-a", "sums", "-o", "x"), 2, "'gone' does not exist"),
        (("grade", ".", "-o", "x", "--jobs", "0"), 2, "0 is not in the range x>=1"),
        (("grade", "."), 2, "Missing option '-o'"),
        (("replay", "gone"), 2, "'gone' does not exist"),
    ],
)
def test_a_mistake_on_the_command_line_is_told_in_words(workshop, call, arguments, code, message):
    workshop.hand_in("ada")
    named = () if "--course" in arguments else ("--course", workshop.course)
    result = call(*arguments, *named, cwd=workshop.root)
    assert result.code == code
    assert message.format(course=workshop.course) in result.err
    assert "Traceback" not in result.err


def test_an_error_ends_the_process_without_traceback_and_with_its_code(workshop):
    workshop.write("assignments/course.toml", 'titel = "x"\n')
    result = workshop.run("list")
    assert result.code == 3
    assert result.out == ""
    assert result.err == f"Error: {workshop.course}/course.toml: unknown key 'titel'. Did you mean 'title'?\n"


@pytest.mark.parametrize("command", [("list",), ("show", "sums")])
def test_a_pipe_that_nobody_reads_is_no_error_worth_a_traceback(workshop, command):
    reading, writing = os.pipe()
    os.close(reading)
    with workshop.start(*command, stdout=writing) as process:
        os.close(writing)
        assert process.stderr.read() == ""
    assert process.returncode == 141


def test_check_says_whose_tests_run_outside_the_sandbox(help_of):
    text = " ".join(help_of("check").split())
    assert "On Linux the work runs in a sandbox. The tests run without one, with all your rights." in text
    assert (
        "Tests in another folder run only after you have confirmed them; with -a, the course's own tests run instead."
        in text
    )
