"""Output on a terminal has a bar, colours and lines that fit; elsewhere it is plain text."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios

import pytest

ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")


@pytest.fixture
def on_terminal(workshop):
    """``on_terminal(80, "list")``: exit code, and the output on a terminal of 80 columns."""

    def run(columns, *arguments, **extra):
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        environment = {"TERM": "xterm-256color", "COLUMNS": "", "NO_COLOR": "", **extra}
        with workshop.start(
            *arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
        ) as process:
            os.close(theirs)
            written = b""
            while select.select([ours], [], [], 30)[0]:
                try:
                    data = os.read(ours, 65536)
                except OSError:  # EIO: the other end is closed
                    break
                if not data:
                    break
                written += data
            os.close(ours)
        return process.returncode, written.decode()

    return run


@pytest.mark.parametrize("columns", [80, 40])
def test_grading_draws_a_bar_that_is_gone_at_the_end_and_a_table_that_fits(workshop, on_terminal, columns):
    workshop.hand_in("ada", "a_student_with_a_very_long_name_indeed_and_then_some")
    workshop.hand_in("bob", kind="averaged")
    code, written = on_terminal(columns, "grade", workshop.submissions, "-a", "sums", "-o", "out", "-j", "1")
    assert code == 0
    assert "Grading" in written
    assert "Traceback" not in written
    assert "[1/3]" not in written
    end = ESCAPE.sub("", written[written.rindex("Grading") :])
    rows = [line.rstrip("\r") for line in end[end.index("sums") :].split("\n")]
    assert all(len(row) <= columns for row in rows if "page:" not in row and "Sheet:" not in row)
    assert any(re.match(r"ada +5 / 5", row) for row in rows)


def test_a_long_name_leaves_room_for_what_stands_out(workshop, on_terminal):
    workshop.hand_in("n" * 70, kind="averaged")
    _, written = on_terminal(80, "grade", workshop.submissions, "-a", "sums", "-o", "out", "-j", "1")
    assert "total__mean" in ESCAPE.sub("", written)


def test_a_markup_like_name_does_not_break_the_bar(workshop, on_terminal, submissions):
    workshop.write("class/[bold]x_sums.py", submissions["right"])
    workshop.write("class/y[_sums.py", submissions["right"])
    code, written = on_terminal(80, "grade", workshop.submissions, "-a", "sums", "-o", "out", "-j", "1")
    assert code == 0
    assert "Traceback" not in written


def test_colours_are_for_terminals_only(workshop, on_terminal):
    assert "\x1b[" in on_terminal(80, "list")[1]
    assert "\x1b" not in workshop.run("list", env={"NO_COLOR": ""}).out


@pytest.mark.parametrize("extra", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
@pytest.mark.parametrize(
    "command", [("list",), ("check", "mine", "-a", "sums"), ("show", "sum"), ("doctor",)]
)
def test_no_color_and_a_dumb_terminal_are_honoured(workshop, on_terminal, command, extra):
    workshop.write("mine/sums.py", "def total(x):\n    return 0.0\n")
    _, written = on_terminal(80, *command, **extra)
    assert len(written) > 20
    assert "\x1b" not in written


@pytest.mark.parametrize("columns", [80, 40])
def test_check_on_a_terminal_does_not_crash(workshop, on_terminal, columns):
    workshop.write("mine/sums.py", "def total(x):\n    return 0.0\n\n\ndef spread(x):\n    return None\n")
    code, written = on_terminal(columns, "check", "mine", "-a", "sums")
    assert code == 1
    text = ESCAPE.sub("", written)
    assert "0 of 2 public tests pass." in text
    lines = [line.rstrip("\r") for line in text.split("\n")]
    assert max(map(len, lines)) <= columns


@pytest.mark.parametrize("columns", [40, 80])
def test_an_error_is_marked_in_colour_and_fits_the_terminal(workshop, on_terminal, columns):
    code, written = on_terminal(columns, "show", "sum")
    assert code == 2
    assert ESCAPE.search(written)
    lines = ESCAPE.sub("", written).splitlines()
    assert " ".join(lines).startswith("Error: There is no assignment 'sum' in ")
    path = str(workshop.root)
    assert max(len(line) for line in lines if path not in line) <= columns


def _rows(written):
    return [line.rstrip("\r") for line in ESCAPE.sub("", written).rstrip().split("\n")]


def test_an_error_fits_the_terminal_and_what_is_to_be_copied_stays_whole(workshop, on_terminal):
    folder = "a-folder-with-a-name-that-is-so-long-that-it-fills-more-than-one-line-of-the-terminal"
    workshop.write(f"{folder}/notes.txt", "no work")
    code, written = on_terminal(80, "check", folder)
    rows = _rows(written)
    assert code == 2
    assert len(rows) > 2
    assert [row for row in rows if len(row) > 80] == [row for row in rows if folder in row]


def test_a_command_in_an_error_is_one_line_where_it_fits(workshop, on_terminal, monkeypatch):
    for folder in ("first of all", "second"):
        workshop.write(f"checkout/{folder}/means.py", "def mean(x):\n    return 0\n")
    code, written = on_terminal(
        80, "ci", "checkout", "--course", str(workshop.course), "-a", "means", "-o", "out"
    )
    rows = _rows(written)
    assert code == 2
    assert all(len(row) <= 80 for row in rows)
    assert [row for row in rows if row.endswith("grader ci 'checkout/first of all'")], rows


def test_a_usage_error_fits_the_terminal_too(workshop, on_terminal):
    code, written = on_terminal(60, "check", "--" + "wrong-option-" * 3, "--json")
    assert code == 2
    assert all(len(row) <= 60 for row in _rows(written))
    code, written = on_terminal(
        60, "grade", "class", "-o", "out", "--jobs", "many jobs at a time, as many as there are"
    )
    assert code == 2
    assert all(len(row) <= 60 for row in _rows(written)), written


def test_elsewhere_an_error_is_one_line(workshop):
    result = workshop.run("check", "assignments", env={"COLUMNS": "40"})
    assert result.code == 2
    assert result.err.count("\n") == 1
