"""Small submissions that make much of little, and a course whose tests show all they can of them."""

from __future__ import annotations

import io
import json
import os
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20
RIGHT = "def echo(n):\n    return 2 * n\n\n\ndef same(n):\n    return n\n"
WRONG = RIGHT.replace("return n\n", "return n + 1\n")

COURSE = {
    "course.toml": 'title = "Echoes"\nreference = "reference"\nrequired_isolation = 1\npublic_secret = "echo"\n',
    "reference/loud.py": RIGHT,
    "loud/assignment.toml": """\
id = "loud"
title = "Two functions"
module = "loud.py"

[feedback]
hidden = "full"

[limits]
timeout_s = 0.5
submission_s = 20
memory_mib = 256
output_mib = 1
reply_mib = 1

[[tasks]]
id = "echo"
function = "echo"
points = 2

[[tasks]]
id = "same"
function = "same"
points = 2
""",
    "loud/README.md": "# Two functions\n\nWrite `echo` and `same`.\n",
    "loud/public/test_public.py": """\
import pytest
from grader.testing import task


@task("echo")
@pytest.mark.parametrize("n", range(30))
def test_it_is_doubled(student, n):
    '''A number is doubled.'''
    assert student.echo(n) == 2 * n
""",
    "loud/hidden/test_hidden.py": """\
import pytest
from grader.testing import task


@task("echo")
@pytest.mark.parametrize("n", range(30))
def test_other_numbers_are_doubled(compare, n):
    '''Another number is doubled.'''
    compare.echo(n + 100)


@task("same")
@pytest.mark.parametrize("n", range(4))
def test_nothing_is_changed(compare, n):
    '''A number comes back.'''
    compare.same(n)
""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amplifier:
    """A submission that is to become large, and what must become of it."""

    write: Callable[[Path], None]
    """Writes it to a path without an ending of its own."""
    ending: str = ".py"
    score: float | None = 4.0
    """``None``: it is turned away."""
    told: str = ""
    """Words of the student's page, or of the reason why it is turned away."""


def _text(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text, encoding="utf-8") and None


def _zip(files: Mapping[str, str | bytes]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, content in files.items():
                archive.writestr(name, content)

    return write


def _tar(files: Mapping[str, str]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with tarfile.open(path, "w:gz") as archive:
            for name, text in files.items():
                info = tarfile.TarInfo(name)
                info.size = len(text.encode())
                archive.addfile(info, io.BytesIO(text.encode()))

    return write


def _notebook(cells: list[str]) -> Callable[[Path], None]:
    code = [
        {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
        for text in cells
    ]
    return _text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": code}))


def _helpers(text: str, number: int, size: int, noise: int = 0) -> dict[str, str | bytes]:
    """The right answer, and files beside it that nothing imports."""
    helpers = {f"helper{n:02}.py": (text * (size // len(text.encode()) + 1))[:size] for n in range(number)}
    while len("".join(helpers.values()).encode()) > number * size:  # signs of several bytes
        helpers = {name: one[: len(one) * 9 // 10] for name, one in helpers.items()}
    return {"loud.py": RIGHT, **helpers, **({"noise.bin": os.urandom(noise)} if noise else {})}


_LONG = "&" * 190
_DEEP = "/".join(["d" * 8] * 18)

AMPLIFIERS: Mapping[str, Amplifier] = {
    "blank-lines-in-13-files": Amplifier(
        write=_zip(_helpers("\n", 13, MIB, noise=54_000)), ending=".zip", score=None, told="13 MiB together"
    ),
    "signs-in-20-files": Amplifier(
        write=_zip(_helpers("1,", 20, MIB, noise=86_000)), ending=".zip", score=None, told="20 MiB together"
    ),
    "files-that-keep-to-their-own-limit": Amplifier(
        write=_tar({"loud.py": RIGHT, **{f"m{n}.py": "x = 1\n" * 60_000 for n in range(4)}}),
        ending=".tar.gz", score=None, told="1.37 MiB together",
    ),
    "blank-lines": Amplifier(write=_text("\n" * 1_000_000 + RIGHT), told="lines of loud.py are not shown"),
    "blank-lines-before-a-mistake": Amplifier(
        write=_text("\n" * 1_000_000 + WRONG), score=2.0, told="def same(n):\n    return n + 1"
    ),
    "blank-lines-beside": Amplifier(
        write=_zip(_helpers("\n", 40, 25_000)), ending=".zip", told="25,000 lines of helper39.py are not shown"
    ),
    "blanks-before-line-ends": Amplifier(
        write=_zip(_helpers(" \n", 10, 100_000)), ending=".zip", told="lines of helper09.py are not shown"
    ),
    "one-line": Amplifier(write=_text(f"{RIGHT}# {'x' * 1_000_000}"), told="characters left out"),
    "short-lines": Amplifier(write=_text(RIGHT + "#a\n" * 300_000), told="lines of loud.py are not shown"),
    "quotes-never-closed": Amplifier(
        write=_zip(_helpers('x = """\ny = f\'{"\n', 40, 25_000)), ending=".zip", told="helper39.py are not shown"
    ),
    "signs-of-markup": Amplifier(
        write=_text(RIGHT + "# <&\"'`$|@<&\"'`$|@\n" * 50_000), told="lines of loud.py are not shown"
    ),
    "emoji-and-turned-text": Amplifier(
        write=_text(RIGHT + "# \U0001f600\u202e\u2066\u200d\n" * 50_000), told="lines of loud.py are not shown"
    ),
    "brackets": Amplifier(
        write=_zip(_helpers("([{" * 60 + "\n", 10, 100_000)), ending=".zip", told="helper09.py are not shown"
    ),
    "functions": Amplifier(
        write=_text(RIGHT + "".join(f"def f{n}(): pass\n" for n in range(20_000))),
        told="lines of loud.py are not shown",
    ),
    "cells": Amplifier(
        write=_notebook([RIGHT, *["0"] * 3_000]), ending=".ipynb", told="lines of loud.py are not shown"
    ),
    "cells-in-other-languages": Amplifier(
        write=_notebook([RIGHT, *[f"%%{'a' * 100}\n"] * 5_000]), ending=".ipynb", told="more cells left out"
    ),
    "broken-cells": Amplifier(
        write=_notebook([RIGHT, *["def ("] * 2_000]), ending=".ipynb", told="was left out: syntax error"
    ),
    "files-in-no-encoding": Amplifier(
        write=_zip({"loud.py": RIGHT, **{f"{_LONG[:150]}{n:02}.py": b"\xff\xfe\xff" for n in range(50)}}),
        ending=".zip", told="more remarks are not shown",
    ),
    "a-thousand-data-files": Amplifier(
        write=_zip({"loud.py": RIGHT, **{f"{_DEEP}/{n:03}": os.urandom(2_000) for n in range(980)}}), ending=".zip"
    ),
    "prints": Amplifier(
        write=_text(RIGHT.replace("return 2 * n", "print('\\0<&\\'\"' * 20_000)\n    return 2 * n + 1")),
        score=2.0, told="characters left out",
    ),
    "prints-of-what-passes": Amplifier(
        write=_text(RIGHT.replace("return 2 * n", "print('`$`' * 4_000)\n    return 2 * n")),
        told="characters left out",
    ),
    "words-of-exceptions": Amplifier(
        write=_text(RIGHT.replace("return 2 * n", "raise ValueError('`a`' * 100_000 + str(n))")),
        score=2.0, told="characters left out",
    ),
    "values": Amplifier(
        write=_text(RIGHT.replace("return 2 * n", "return {'\\x01\\x02' * 50: '<' * 50_000}")), score=2.0
    ),
    "places-in-files-with-long-names": Amplifier(
        write=_zip(
            {
                "loud.py": "import importlib\nm = importlib.import_module\n"
                + RIGHT.replace("return 2 * n", f"return m('{_LONG}11').f(n)"),
                **{
                    f"{_LONG}{n}.py": f"import importlib\ndef f(n):\n    if n < 0: return 1 / 0\n"
                    f"    return importlib.import_module('{_LONG}{n - 1}').f(n)\n"
                    for n in range(11, 0, -1)
                },
                f"{_LONG}0.py": "def f(n):\n    return [][n]\n",
            }
        ),
        ending=".zip", score=2.0, told="list index out of range",
    ),
}  # fmt: skip


def write_course(folder: Path) -> Path:
    """The course, as files."""
    for name, text in COURSE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
