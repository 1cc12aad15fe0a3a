"""Commands that end early: output that cannot be written, a missing current folder, a hidden library."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", [("list",), ("check", "mine", "-a", "sums"), ("--help",)])
def test_a_full_disk_behind_stdout_is_told_in_words(workshop, command, unbuffered):
    workshop.write("mine/sums.py", "def total(x):\n    return 0.0\n")
    with Path("/dev/full").open("w") as full:
        result = workshop.run(*command, stdout=full, env={"PYTHONUNBUFFERED": unbuffered})
    assert result.code == 3
    assert result.err.endswith("Error: the output cannot be written: no space left on device.\n")
    assert "Traceback" not in result.err


def test_a_table_that_cannot_be_printed_does_not_lose_the_results(workshop):
    workshop.hand_in("ada")
    with Path("/dev/full").open("w") as full:
        result = workshop.grade(stdout=full)
    assert result.code == 3
    assert "Traceback" not in result.err
    assert workshop.sheet()["ada"]["sums"] == "5"
    assert (workshop.out / "index.html").exists()


def test_a_class_s_table_into_a_pipe_that_nobody_reads_ends_like_any_other(workshop):
    workshop.hand_in("ada")
    reading, writing = os.pipe()
    os.close(reading)
    with workshop.start(
        "grade", workshop.submissions, "-a", "sums", "-j", 1, "-o", workshop.out, stdout=writing
    ) as process:
        os.close(writing)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 141
    assert "Traceback" not in err


def test_closed_streams_are_nothing_to_fall_over(workshop):
    workshop.write("mine/sums.py", "def total(x):\n    return 0.0\n")
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        script = f"exec {sys.executable} -m grader check mine -a sums {closed}"
        result = workshop.run("-c", script, before=(), executable="sh")
        assert result.code == 1
        assert "Traceback" not in result.err


@pytest.mark.parametrize("encoding", ["latin1", "ascii"])
def test_an_encoding_without_ticks_gets_words_for_them(workshop, encoding):
    workshop.write("mine/sums.py", "def total(x):\n    return float(x.sum())\n")
    result = workshop.run("check", "mine", "-a", "sums", env={"PYTHONIOENCODING": encoding})
    assert result.code == 1
    assert "[ok] The sum of 1, 2 and 4 is 7." in result.out
    assert "[no] Between 4 and 1 lie 3." in result.out
    assert "Traceback" not in result.err


def test_letters_an_encoding_lacks_are_spelled_out(workshop, submissions):
    workshop.write("class/\u674e.py", submissions["right"])
    result = workshop.grade(env={"PYTHONIOENCODING": "ascii"})
    assert result.code == 0
    assert "\\u674e" in result.out


@pytest.mark.parametrize("command", [("list",), ("check",), ("doctor",)])
def test_a_folder_that_is_gone_is_told(workshop, command):
    script = f"mkdir gone; cd gone; rmdir ../gone; exec {sys.executable} -m grader {' '.join(command)}"
    result = workshop.run("-c", script, before=(), executable="sh")
    assert result.code == 2
    assert "The current folder does not exist any more. Go to one that does: cd" in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("name", ["pytest", "numpy"])
def test_a_file_that_hides_a_library_is_named(workshop, name):
    workshop.write(f"mine/{name}.py", "raise SystemExit(77)\n")
    path = os.pathsep.join([str(workshop.root / "mine"), workshop.environment["PYTHONPATH"]])
    result = workshop.run("check", "-a", "sums", cwd=workshop.root / "mine", env={"PYTHONPATH": path})
    assert result.code == 2
    assert f"{name}.py: this file hides the library {name}" in result.err
    assert "Unset PYTHONPATH" in result.err


def test_an_interpreter_that_cannot_be_started_is_told(workshop):
    workshop.hand_in("ada")
    workshop.write("python", "no program")
    code = "import sys; sys.executable = 'python'; from grader.cli import main; main()"
    for command in (
        ("check", "class/ada_sums.py", "-a", "sums"),
        ("grade", "class", "-a", "sums", "-o", "out"),
    ):
        result = workshop.python("-c", code.replace("'python'", f"'{workshop.root}/python'"), *command)
        assert result.code == 3
        assert "no process can be started with this Python: permission denied." in result.err
        assert "Traceback" not in result.err


def test_a_signal_that_is_ignored_stays_ignored(workshop):
    code = (
        "import os, signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from grader.cli.abnormal_exit import signals_as_exceptions\n"
        "with signals_as_exceptions():\n    os.kill(os.getpid(), signal.SIGHUP)\nprint('went on')\n"
    )
    assert workshop.python("-c", code).out == "went on\n"


@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_a_signal_waits_until_the_import_system_holds_no_lock(workshop, number):
    code = (
        "import os, signal, sys, threading\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # not ignored, as in the background\n"
        "from grader.cli.abnormal_exit import signals_as_exceptions\n"
        "class Finder:\n"
        "    def find_spec(self, *_):\n"
        f"        os.kill(os.getpid(), signal.{number})\n"
        "        print('still importing')\n"
        "def loaded():\n"
        "    try:\n"
        "        import no_such_module\n"
        "    except ImportError:\n"
        "        print('imported')\n"
        "sys.meta_path.insert(0, Finder())\n"
        "with signals_as_exceptions():\n"
        "    try:\n"
        "        loaded()\n"
        "        threading.Event().wait(60)\n"
        "    except KeyboardInterrupt as stop:\n"
        "        print(type(stop).__name__)\n"
    )
    kind = "KeyboardInterrupt" if number == "SIGINT" else "StoppedBySignal"
    assert workshop.python("-c", code).out.split("\n")[::2] == ["still importing", kind]


def test_interrupted_before_anything_was_graded_says_how_to_start_again(workshop, call, monkeypatch):
    from grader.grading import gathering

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    workshop.hand_in("ada")
    monkeypatch.setattr(gathering, "discover", interrupt)
    command = ("grade", "class", "-a", "sums", "-o", "out")
    result = call(*command, cwd=workshop.root)
    assert (result.code, result.err) == (130, "Interrupted before anything new was graded. Start it again.\n")
    (workshop.out / ".grader" / "records").mkdir(parents=True)
    assert "Go on with --resume: earlier results are kept." in call(*command, cwd=workshop.root).err
    shutil.rmtree(workshop.out)
