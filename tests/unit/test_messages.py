"""One table of sentences: each is used, each is complete, and no sentence of its kind stands elsewhere."""

from __future__ import annotations

import ast
import functools
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader
from grader.messages import MESSAGES, join_sentences, names_in, say, say_count
from grader.model import Device, Ending, Verdict, Visibility

ENGINE = Path(grader.__file__).parent
TEMPLATES = ENGINE.parent / "templates"
TABLES = sorted((ENGINE / "messages").glob("*_messages.py"))
MODULES = [path for path in ENGINE.rglob("*.py") if ENGINE / "messages" not in path.parents]
COUNTED = (".one", ".many")
ELSEWHERE = ("compile", "info")
WITHOUT_SENTENCES = [
    *(
        path
        for room in ("diagnosis", "exporters", "reports", "testing", "timing")
        for path in (ENGINE / room).glob("*.py")
    ),
    *(
        ENGINE / "grading" / f"{name}.py"
        for name in ("local_executor", "mistake_search", "repetition", "timing_plan")
    ),
    *(ENGINE / "plugin" / f"{name}.py" for name in ("class_run", "outcome")),
    *(ENGINE / "sandbox" / f"{name}.py" for name in ("notebook_remarks", "worker_process", "worker_session")),
    *(ENGINE / f"{name}.py" for name in ("phrases", "release", "scoring", "cli/summary")),
]
"""Modules that write to students and hold no sentence of their own."""
WITHOUT_SENTENCES.remove(ENGINE / "timing" / "placement.py")  # it writes to the log


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def text_nodes(tree: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    """Strings that are no docstring, no regular expression, no entry of a log and no error for authors."""
    for node in ast.iter_child_nodes(tree):
        if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or isinstance(
            node, ast.Raise
        ):
            continue
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ELSEWHERE
        ):
            continue
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            yield node
        else:
            yield from text_nodes(node)


def pattern(text: ast.JoinedStr) -> str:
    """A regular expression for what an f-string may be."""
    parts = (re.escape(p.value) if isinstance(p, ast.Constant) else r"[^.]+" for p in text.values)
    return "".join(parts)


def counted(id_: str) -> set[str]:
    return {id_, f"{id_}.one", f"{id_}.many"} & MESSAGES.keys()


def plain_text(node: ast.Constant | ast.JoinedStr) -> str:
    """What of a string is the same each time."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)


def calls(path: Path, function: str) -> Iterator[ast.Call]:
    """Calls of a function of `grader.messages`, where a module takes it from there."""
    nodes = list(ast.walk(parsed(path)))
    taken = [n for n in nodes if isinstance(n, ast.ImportFrom) and n.module == "grader.messages"]
    if any(alias.name == function for node in taken for alias in node.names):
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
                yield node


def literal_ids(node: ast.expr) -> list[str]:
    """The ids that an argument may be, as far as they stand there."""
    if isinstance(node, ast.IfExp):
        return literal_ids(node.body) + literal_ids(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) else []


def test_no_id_stands_in_two_tables():
    keys = [key.value for path in TABLES for key in table_of(path).keys if isinstance(key, ast.Constant)]
    assert len(keys) == len(set(keys)) == len(MESSAGES)


def table_of(path: Path) -> ast.Dict:
    return next(node for node in ast.walk(parsed(path)) if isinstance(node, ast.Dict))


def test_a_sentence_is_not_empty_and_its_values_are_plain_names():
    """A translation is data: no format, no attribute, no index of a value."""
    for id_, sentence in MESSAGES.items():
        assert sentence.strip() == sentence != "", id_
        for _, name, form, conversion in string.Formatter().parse(sentence):
            assert name is None or (name.isidentifier() and not form and not conversion), id_


def test_what_is_counted_has_a_sentence_for_one_and_one_for_many():
    for id_ in MESSAGES:
        base, _, kind = id_.rpartition(".")
        if kind in ("one", "many"):
            one, many = (names_in(MESSAGES[f"{base}.{each}"]) for each in ("one", "many"))
            assert one <= many, id_


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_each_id_that_is_said_exists_and_gets_its_values(path):
    for function, suffixes in (("say", ("",)), ("say_count", COUNTED)):
        for call in calls(path, function):
            given = {keyword.arg for keyword in call.keywords}
            for id_ in literal_ids(call.args[0]):
                for suffix in suffixes:
                    names = names_in(MESSAGES[id_ + suffix])
                    assert None in given or names - ({"n"} if function == "say_count" else set()) == given, (
                        id_ + suffix
                    )


def test_each_id_is_used():
    nodes = [node for path in MODULES for node in ast.walk(parsed(path))]
    templates = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATES.glob("*.j2"))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    used = set().union(*map(counted, texts.union(re.findall(r'"([^"\n]+)"', templates))))
    patterns = {
        pattern(node) for node in nodes if isinstance(node, ast.JoinedStr) and "." in plain_text(node)
    }
    bases = set(MESSAGES) | {id_.rpartition(".")[0] for id_ in MESSAGES if id_.endswith(COUNTED)}
    unused = set(MESSAGES) - used
    for each in map(re.compile, patterns):
        unused -= set().union(*(counted(base) for base in bases if each.fullmatch(base)))
    assert unused == set()


@pytest.mark.parametrize("path", WITHOUT_SENTENCES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_no_sentence_for_students_stands_elsewhere(path):
    """No string ends like a sentence or has five words in a row, but for docstrings and what is raised."""
    texts = [(node.lineno, plain_text(node)) for node in text_nodes(parsed(path))]
    sentence = re.compile(r"\S \S.*[a-z)][.!?]\s*$|[A-Za-z,;]+( [A-Za-z,;]+){4}", re.DOTALL)
    assert [(line, text) for line, text in texts if sentence.search(text)] == []


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_all_its_phrases(verdict):
    for part in ("phrase", "short", "tally", "meaning"):
        assert f"verdict.{verdict}.{part}" in MESSAGES


def test_each_ending_device_and_visibility_has_its_phrases():
    for ending in set(Ending.__args__) - {"judged"}:
        assert {f"timing.{ending}.{part}" for part in ("phrase", "short", "tally", "meaning")} <= set(
            MESSAGES
        )
    assert {f"device.{device}" for device in Device.__args__} <= set(MESSAGES)
    for when in set(Visibility.__args__) - {"visible"}:
        assert {f"visibility.{when}", f"withheld.{when}.one", f"score.{when}"} <= set(MESSAGES)


def test_an_unknown_id_and_other_values_than_the_named_are_refused():
    with pytest.raises(KeyError):
        say("no.such.id")
    with pytest.raises(ValueError, match=r"call.cpu_time has the values \['limit'\], got \[\]"):
        say("call.cpu_time")
    with pytest.raises(ValueError, match=r"got \['limit', 'more'\]"):
        say("call.cpu_time", limit=2, more=3)


def test_a_value_is_data_and_never_read_as_a_sentence():
    assert say("call.gone") == "The process that ran your code is gone."
    assert "{limit}" in say("call.cpu_time", limit="{limit}")


def test_counts_choose_the_sentence_and_have_separators():
    assert say_count("withheld.hidden", 1) == "1 test is not shown."
    assert say_count("withheld.hidden", 1234) == "1,234 tests are not shown."
    assert say_count("withheld.hidden", 0) == "0 tests are not shown."


def test_empty_sentences_are_left_out_between_others():
    assert join_sentences("One.", "", "Two.") == "One. Two."
    assert join_sentences("It raised name 'np'", "Two") == "It raised name 'np'. Two"
    assert join_sentences("", "") == ""
