"""Code as folded tokens: what renaming, layout and comments cannot change, and what no hostile text can blow up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import SourceFile
from grader.similarity.token_stream import MOST_TOKENS, token_stream

ORIGINAL = '''
import numpy as np


def softmax(x, axis=-1):
    """Along an axis."""
    shifted = x - x.max(axis=axis, keepdims=True)  # stable
    powers = np.exp(shifted)
    return powers / powers.sum(axis=axis, keepdims=True)
'''


def stream(*texts: str):
    return token_stream(SourceFile(name=f"{n}.py", text=text) for n, text in enumerate(texts))


def symbols(text: str) -> list[int]:
    return stream(text).symbols.tolist()


@pytest.mark.parametrize(
    "changed",
    [
        ORIGINAL.replace("shifted", "z").replace("powers", "e").replace("softmax", "f"),
        ORIGINAL.replace("# stable", "# I thought of this myself"),
        ORIGINAL.replace("  # stable", ""),
        ORIGINAL.replace('    """Along an axis."""\n', ""),
        ORIGINAL.replace("-1", "-2"),
        ORIGINAL.replace("x, axis=-1", "x: np.ndarray, axis: int = -1"),
        ORIGINAL.replace("axis=-1):", "axis=-1) -> dict[str, tuple[int, ...]]:"),
        ORIGINAL.replace("\n    powers", "\n\n\n    powers"),
        ORIGINAL.replace("x.max(axis", "x.max(\n        axis"),
        ORIGINAL.replace("    ", "\t"),
    ],
    ids=[
        "names",
        "comment",
        "no comment",
        "no docstring",
        "number",
        "types",
        "result",
        "lines",
        "break",
        "tabs",
    ],
)
def test_what_does_not_count_changes_no_token(changed):
    assert changed != ORIGINAL
    assert symbols(changed) == symbols(ORIGINAL)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = a + b\n", "x = a - b\n"),
        ("if a:\n    b()\n", "while a:\n    b()\n"),
        ("x = 'a'\n", "x = 1\n"),
        ("x = a\n", "x = a.b\n"),
    ],
)
def test_operators_keywords_and_kinds_of_values_count(one, other):
    assert symbols(one) != symbols(other)


def test_what_is_raised_does_not_count():
    """The exception and its text are given by the task."""
    assert symbols("raise ValueError(f'x must be {n}')\n") == symbols("raise TypeError\n")


def test_a_formatted_string_is_one_string_on_every_python():
    assert symbols("x = f'{a + 1} of {b!r:>{w}}'\n") == symbols("x = 'text'\n")


def test_strings_side_by_side_are_one_string():
    assert symbols("x = ('a' 'b'\n     'c')\n") == symbols("x = ('a')\n")


def parts(text: str) -> list[list[int]]:
    found = stream(text)
    return [found.symbols[found.parts == part].tolist() for part in sorted(set(found.parts.tolist()))]


def test_functions_methods_and_the_code_between_them_are_parts():
    text = (
        "a = 1\n\ndef f():\n    return 1\n\nb = 2\n\nclass C:\n    def g(self):\n        pass\n\n    x = 1\n"
    )
    assert len(parts(text)) == 6


def test_the_order_of_functions_changes_no_part():
    one, two = "def f(x):\n    return x\n", "@once\ndef g(y):\n    for _ in y:\n        pass\n"
    assert sorted(parts(f"{one}\n\n{two}")) == sorted(parts(f"{two}\n\n{one}"))


def test_a_decorator_belongs_to_its_function():
    assert len(parts("@a\n@b(1)\ndef f():\n    pass\n")) == 1


def test_tokens_know_their_files_and_lines():
    found = stream("a = 1\n", "\n\nb = '''\n\n'''\n")
    assert found.files.tolist() == [0] * 4 + [1] * 4
    assert found.first_lines.tolist() == [1] * 4 + [3, 3, 3, 5]
    assert found.last_lines.tolist() == [1] * 4 + [3, 3, 5, 5]


@pytest.mark.parametrize(
    "fault", ["x = 'open\n", "    y = (\n", "s = '''\n", "a = $ ?\n", "  )}]\n", "x = 1\0 2\n"]
)
def test_code_after_a_fault_is_read_on(fault):
    code = "def f(x):\n    return x + 1\n" * 3
    together = symbols(code + fault + code)
    assert len(together) >= len(symbols(code))
    assert together[: len(symbols(code))] == symbols(code)


def test_a_file_that_begins_with_a_fault_is_not_lost():
    code = "".join(f"def f{n}(x):\n    return x * {n} - [x]\n" for n in range(9))
    assert symbols(f"x = '''\n{code}")[-len(symbols(code)) :] == symbols(code)


HOSTILE = {
    "one token": "x" * 1_000_000,
    "names": "x " * 500_000,
    "lines": "x\n" * 500_000,
    "open brackets": "(" * 1_000_000,
    "open brackets in lines": "(\n" * 500_000,
    "deep blocks": "".join(" " * n + "if x:\n" for n in range(1_000)),
    "deep functions": "".join(" " * n + "def f():\n" for n in range(1_000)),
    "NULs": "\0" * 1_000_000,
    "NULs in lines": "\0\n" * 500_000,
    "open strings": "'\n" * 500_000,
    "open long strings": "'''\n" * 250_001,
    "escaped quotes": ("'" + "\\'" * 400 + "\n") * 1_200,
    "formatted strings": "f'{" * 300_000,
    "blanks": " \n" * 500_000,
    "wrong indents": "if x:\n        a\n    b\n" * 40_000,
    "backslashes": "\\\n" * 500_000,
    "decorators": "@\n" * 500_000,
    "half characters": "x = '\ud800'\n" * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_megabyte_of_nonsense_takes_seconds_and_few_tokens(text):
    started = time.process_time()
    found = stream(text)
    assert time.process_time() - started < 6
    assert len(found) <= MOST_TOKENS


def test_of_very_long_code_the_beginning_is_taken_and_that_is_said():
    found = stream("x = 1\n" * MOST_TOKENS)
    assert found.cut
    assert len(found) == MOST_TOKENS
    assert not stream("x = 1\n" * 100).cut


@given(st.text(alphabet="ab1 \n\t'\"#()[]:=@\\\0\r\f{}é\u2028$", max_size=80))
def test_any_text_can_be_read(text):
    found = stream(text)
    assert len(found) == len(found.parts) == len(found.first_lines)
    lines = text.count("\n") + 2
    assert all(1 <= line <= lines for line in found.first_lines.tolist())
