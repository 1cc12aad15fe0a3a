"""All output of commands is safe: no character controls a terminal, and no line is a command of a CI runner."""

from __future__ import annotations

import ast
import io
import json
import logging
import os
import unicodedata
from pathlib import Path

import pytest

import grader
from grader.cli import terminal
from grader.cli.rich_output import SafeConsole, cell
from grader.serve.server_log import JsonLines

PROJECT = Path(grader.__file__).parent
NASTY = (
    "a\x1b[31mb\x1b]0;owned\x07c\rd\x00e\u202ef\u2066g\x9b2Jh\x9d0;owned\x9ci\x7fj\u200bk\x08l\x85m\u2028n"
)
"""An escape sequence, a window's title, CR, NUL, bidi overrides, C1, DEL, zero width, backspace, line ends."""
FORGED = "x\n::error::forged\n  ::stop-commands::t\n##[error]forged"
BOTH = NASTY + FORGED
UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def harmful(text: str) -> list[str]:
    """The parts that a terminal or a CI runner would execute."""
    signs = {repr(c) for c in text if c not in "\n\t" and unicodedata.category(c) in UNSEEN}
    lines = [line for line in text.splitlines() if line.lstrip().startswith(("::", "##["))]
    return sorted(signs) + lines


def check(result):
    assert harmful(result.out + "\n" + result.err) == []
    assert "Traceback" not in result.err
    return result


def toml(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")


def notebook(*cells: str) -> str:
    made = [
        {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": 1}
        for text in cells
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def handout(workshop, call):
    folder = workshop.root / "elsewhere" / "handout"
    assert call("handout", "sums", folder, "--course", workshop.course).code == 0
    (folder / "sums.py").write_text((workshop.root / "reference" / "sums.py").read_text())
    return folder


def test_what_is_looked_for_is_found():
    assert harmful("plain\tand\nsimple") == []
    for sign in "\x1b\r\x00\u202e\u2066\x9b\x7f\u200b\x08\x85\u2028":
        assert harmful(f"a{sign}b")
    assert harmful("  ::error::x") == ["  ::error::x"]


# What a student wrote, in check


SPEAKING = f"""
import sys
def total(x):
    '''{BOTH!r}'''
    print({BOTH!r})
    print({BOTH!r}, file=sys.stderr)
    raise ValueError({BOTH!r})

def spread(x):
    return {BOTH!r}
"""
ODD_ERROR = f"raise type({BOTH!r}.replace(chr(0), ''), (Exception,), {{}})({BOTH!r})\n"


@pytest.mark.parametrize(
    "text", [SPEAKING, ODD_ERROR, f"import sys\nsys.exit({BOTH!r})\n", f"x = ({NASTY}\n"]
)
@pytest.mark.parametrize("options", [(), ("--json",), ("--debug", "")], ids=["check", "json", "debug"])
def test_what_the_work_says(call, handout, text, options):
    (handout / "sums.py").write_text(text)
    if (
        options == ("--debug", "") and text is SPEAKING
    ):  # with --debug, the user's own code prints in the user's own process
        text = "\n".join(line for line in text.splitlines() if "print(" not in line)
        (handout / "sums.py").write_text(text)
    result = call("check", *options, cwd=handout)
    assert result.code in (1, 4)
    assert harmful(result.out + result.err) == []
    if options == ("--json",) and result.code == 1:
        assert json.loads(result.out)
        assert result.out.isascii()


RAISING = f"""
class Odd(Exception):
    pass


Odd.__name__ = Odd.__qualname__ = {NASTY!r}


def limit():
    raise Odd({BOTH!r})


LIMIT = limit()


def uses_it():
    return LIMIT
"""
"""Cells of which a part raises, and is left out with a note that says so."""


@pytest.mark.parametrize("options", [(), ("--debug", "")], ids=["check", "debug"])
def test_notes_on_a_notebook(call, handout, options):
    (handout / "sums.py").unlink()
    work = (handout.parents[1] / "reference" / "sums.py").read_text()
    cells = (work, RAISING, f"%magic {NASTY}", f"!ls {NASTY}", f"x = ({NASTY}", ODD_ERROR)
    (handout / "sums.ipynb").write_text(notebook(*(text.replace("\x00", "") for text in cells)))
    result = call("check", *options, cwd=handout)
    assert harmful(result.out + result.err) == []
    assert "Note: " in result.err or options


@pytest.mark.parametrize("name", ["sums\x1b[31m.py", "s\r.py", "\u202eyp.smus.py", "x\n::error::forged.py"])
def test_the_name_of_the_work_and_of_what_lies_beside_it(call, handout, name):
    (handout / name).write_text(SPEAKING)
    check(call("check", name, cwd=handout))
    check(call("check", f"{name}.not", cwd=handout))
    folder = handout / f"folder {name}"
    folder.mkdir()
    check(call("check", folder, cwd=handout))


def test_the_tests_and_settings_of_a_handout(call, handout):
    settings = (handout / "assignment.toml").read_text()
    title, function = f"title = {toml(BOTH)}", 'title = "Sums"'
    (handout / "assignment.toml").write_text(settings.replace(function, title))
    test = (handout / "public" / "test_public.py").read_text()
    test = test.replace("The sum of 1, 2 and 4 is 7.", repr(BOTH)[1:-1]).replace("Add 1, 2", repr(BOTH)[1:-1])
    (handout / "public" / "test_public.py").write_text(test)
    (handout / "sums.py").write_text(SPEAKING)
    assert check(call("check", cwd=handout)).code == 1
    check(call("check", "--debug", "nowhere" + NASTY.replace("\x00", ""), cwd=handout))


@pytest.mark.parametrize(
    "line", [f"{toml(BOTH)} = 1", f"module = {toml(BOTH)}", f"x = {NASTY}", f"id = {toml(BOTH)}"]
)
def test_settings_that_cannot_be_read(call, handout, line):
    (handout / "assignment.toml").write_text(f"{line}\n")
    result = check(call("check", cwd=handout))
    assert result.code == 3
    assert len(result.err.splitlines()) == 1


def test_tests_that_cannot_be_collected(call, handout):
    (handout / "public" / "test_public.py").write_text(f"raise ValueError({BOTH!r})\n")
    assert check(call("check", cwd=handout)).code == 3


# Classes


def test_names_in_a_class(workshop, grade):
    for name in (
        "a\x1b[31mda_sums.py",
        "\u202ebob_sums.py",
        "e\nve_sums.py",
        f"note{FORGED.replace('/', '')}.md",
    ):
        workshop.hand_in()
        (workshop.root / "class").mkdir(exist_ok=True)
        (workshop.submissions / name).write_text((workshop.root / "reference" / "sums.py").read_text())
    (workshop.submissions / "d\x1b[2Jan\n::error::x_sums.py").write_bytes(b"\xff\xfe")
    (workshop.submissions / "li\x9b2Jnk_sums.py").symlink_to("nowhere")
    result = check(grade())
    assert result.code == 4
    check(grade("--resume"))


@pytest.mark.parametrize(
    "text",
    [
        f"student,file\n{NASTY},ada_sums.py\n",
        f"student,{NASTY}\nada,ada_sums.py\n",
        f"student,file\nada,{NASTY}\n",
    ],
)
def test_a_roster(workshop, grade, text):
    workshop.hand_in("ada")
    path = workshop.root / "roster.csv"
    path.write_bytes(text.encode())
    check(grade("--roster", path))


def test_a_work_that_speaks(workshop, grade, call):
    workshop.hand_in("ada", text=SPEAKING)
    workshop.hand_in("bob", text=ODD_ERROR)
    assert check(grade()).code == 0
    for student in ("ada", "bob"):
        record = workshop.out / ".grader" / "records" / "sums" / f"{student}.json"
        check(call("replay", record, "--course", workshop.course))
        check(call("replay", record, "--course", workshop.course, "--test", BOTH.replace("\x00", "")))


# CI


def test_a_checkout(workshop, call, monkeypatch):
    checkout = workshop.root / "check\x1b[31mout\n::error::forged"
    checkout.mkdir()
    (checkout / "sums.py").write_text(SPEAKING)
    (checkout / "means.py").write_bytes(b"\xff")
    monkeypatch.setenv("GITHUB_ACTOR", BOTH.replace("\x00", ""))
    result = call("ci", checkout, "--course", workshop.course, "-o", workshop.out, cwd=workshop.root)
    assert result.code == 4
    check(result)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    result = call("ci", checkout, "--course", workshop.course, "-o", workshop.out, cwd=workshop.root)
    commands = [line for line in result.out.splitlines() if line.startswith("::")]
    assert commands
    assert all(line.startswith(("::error ", "::notice ", "::warning ")) for line in commands)
    rest = "\n".join(line for line in result.out.splitlines() if not line.startswith("::"))
    assert harmful(rest + result.err) == []


# The command line and the course


@pytest.mark.parametrize(
    "arguments",
    [
        ("sh\x1b[31mow",), ("show", BOTH.replace("\x00", "")), ("check", "\x1b[31m"), ("check", "--\x1b[31m"),
        ("grade", "\u202e", "-o", "x"), ("list", "--course", "\x1b]0;x\x07"), ("new", "\x1b[31m"),
        ("replay", "x\r\x1b[31m"), ("grade", "assignments", "-o", "x", "-j", "\x1b[31m"),
        ("handout", "sums", "a\nfile\x1b[31m"),
    ],
)  # fmt: skip
def test_a_command_line_that_is_quoted(workshop, call, arguments):
    check(call(*arguments, cwd=workshop.root))


def test_the_course_s_own_words(workshop, call):
    workshop.replace("assignments/course.toml", '"Small numbers"', toml(BOTH))
    workshop.replace("assignments/sums/assignment.toml", 'title = "Sums"', f"title = {toml(BOTH)}")
    workshop.replace("assignments/sums/assignment.toml", '"Adding and comparing"', toml(BOTH))
    for command in (("list",), ("list", "--json"), ("show", "sums"), ("show", "sums", "--json"), ("doctor",)):
        check(call(*command, cwd=workshop.root))


def test_a_traceback_of_our_own(workshop):
    code = (
        "import sys\nfrom grader.cli import list_command, main\n"
        f"def crash(_):\n    raise RuntimeError({BOTH!r})\n"
        "list_command.find_course = crash\nsys.argv = ['grader', 'list']\nmain()\n"
    )
    result = workshop.python("-c", code)
    assert "RuntimeError: ab" in result.err
    assert result.code == 1
    assert harmful(result.err) == []


# The terminal module


def test_a_part_is_one_line_and_its_style_comes_afterwards(capsys, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal.say(terminal.styled(NASTY, "red"), "two\nlines")
    assert harmful(capsys.readouterr().out) == []
    terminal.say("::error::", "forged")
    terminal.paragraph(BOTH, "    ")
    terminal.block(BOTH)
    terminal.fail(BOTH)
    out, err = capsys.readouterr()
    assert harmful(out + err) == []
    assert out.startswith(": :error::forged")


def test_a_table_shows_no_control_character_either(monkeypatch):
    from rich.table import Table
    from rich.text import Text

    stream = io.StringIO()
    console = SafeConsole(file=stream, width=200)
    table = Table(title=BOTH)
    table.add_column(BOTH)
    table.add_row(Text(BOTH))
    table.add_row(cell(BOTH))
    console.print(table)
    console.print(Text(BOTH), style="yellow")
    assert harmful(stream.getvalue()) == []


ELSEWHERE = {
    "cli/terminal.py": "the one place",
    "cli/rich_output.py": "the one console",
    "grading/__main__.py": "the traceback of a grading process, made fit there",
    "timing/placement.py": "a sentence without data, below the commands",
    "verification/statement_examples.py": "runs in a process of its own, which answers in JSON",
    "probe/inside.py": "runs in a worker, whose output goes to the grader",
}
LOGGED = {"cli/serve_command.py"}
"""Beside the modules of ``serve/``, what writes to the server's log."""
SPEECH = {"echo", "secho", "echo_via_pager", "confirm", "prompt", "pause", "style", "print_exc", "print_exception",
          "print_tb", "print_stack", "warn"}  # fmt: skip


def bypasses(source: str) -> list[str]:
    """The calls in a module that write to a terminal directly."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="print" | "Console" | "input" as name)):
                found.append(name)
            case ast.Attribute(value=ast.Name(id="click" | "traceback" | "warnings"), attr=name) if (
                name in SPEECH
            ):
                found.append(name)
            case ast.Attribute(
                value=ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"), attr="write"
            ):
                found.append("write")
            case ast.ImportFrom(module="click" | "traceback", names=names):
                found += [each.name for each in names if each.name in SPEECH]
            case ast.Import(names=names):
                found += [each.name for each in names if each.name == "logging"]
    return found


def test_every_way_around_the_one_place_would_be_found():
    for source in (
        "print(1)", "click.echo('x')", "from click import echo", "sys.stderr.write('x')", "Console().print('x')",
        "traceback.print_exc()", "click.style('x')", "import logging", "input('?')",
    ):  # fmt: skip
        assert bypasses(source), source
    assert not bypasses("terminal.say('x')\nsys.stdout.flush()\nconsole.print(table)")


@pytest.mark.parametrize(
    "path", sorted(PROJECT.rglob("*.py")), ids=lambda path: os.path.relpath(path, PROJECT)
)
def test_no_module_speaks_by_another_way(path):
    name = path.relative_to(PROJECT).as_posix()
    if name not in ELSEWHERE and not name.startswith("worker/"):
        logs = ["logging"] if name in LOGGED or name.startswith("serve/") else []
        assert [each for each in bypasses(path.read_text()) if each not in logs] == []


def test_a_line_of_the_log_is_safe():
    """The server's log is JSON in ASCII, one object in a line."""
    record = logging.makeLogRecord({"msg": BOTH, "fields": {"repository": BOTH}, "levelname": "INFO"})
    line = JsonLines().format(record)
    assert harmful(line) == []
    assert json.loads(line)["repository"] == BOTH
