"""A worker that forges a reply gains nothing, and its words reach nobody but the staff."""

from __future__ import annotations

import time

import pytest
from expectation import FORGER, error_of, failure_of

from grader.model import Verdict
from grader.sandbox.call_failure import WorkerDied, WorkerFailure

FORGED = {
    "another nonce": ("os.write(3, frame('value', [2, [1, None]], nonce=1))", "an answer nobody asked for"),
    "garbage": ("os.write(3, b'\\xc1' * 64)", "a frame of"),
    "a frame of garbage": ("os.write(3, struct.pack('<IQ', 4, 0) + b'\\xc1' * 4)", "not a message"),
    "a frame larger than allowed": (
        "os.write(3, struct.pack('<IQ', 4, 2**40))",
        "a frame of 4 + 1099511627776 bytes",
    ),
    "a structure larger than allowed": ("os.write(3, struct.pack('<IQ', 2**21, 0))", "a frame of 2097152"),
    "an unknown kind": ("os.write(3, frame('passed', None))", "an answer of an unknown kind"),
    "another form": ("os.write(3, frame('value', [2, [1, 2, 3]]))", "an answer of another form"),
    "a callback nobody offered": (
        "os.write(3, frame('callback', [2, [0, [2, []], [3, []]]]))",
        "a callback nobody offered",
    ),
    "a callback of odd form": ("os.write(3, frame('callback', 'x'))", "a callback nobody offered"),
    "a reference of the grader": (
        "os.write(3, frame('value', [2, [[11, 0], None]]))",
        "a reference only the grader may send",
    ),
    "flags that are none": (
        "os.write(3, frame('value', [2, [1, None, [2, [[2, []], [2, ['x']]]]]]))",
        "an answer of another form",
    ),
    "an unknown dtype": (
        "os.write(3, frame('value', [2, [[6, 'HIDDEN INPUT', [1], []], None]]))",
        "HIDDEN INPUT",
    ),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_reply_is_a_crash_and_its_words_stay_with_the_staff(make_worker, name):
    statement, message = FORGED[name]
    failure = failure_of(make_worker(f"{FORGER}\ndef f(): {statement}"))
    assert failure.verdict is Verdict.CRASHED
    assert not isinstance(failure, WorkerDied)  # it is not worth a second try
    assert message in failure.message
    assert failure.brief == "The process that ran your code broke off its talk with the grader."


def test_a_second_reply_is_found_at_the_next_call(make_worker):
    worker = make_worker(
        f"{FORGER}\ndef f(): os.write(3, frame('value', [2, [1, None, [2, [[2, []], [2, []]]]]])); return 2"
    )
    assert worker.call("f", []).value == 1
    assert "an answer nobody asked for" in failure_of(worker).message


def test_a_forged_exception_names_only_builtins_and_real_lines(make_worker):
    places = "[1, [[2, ['work.py', 4100041]], [2, ['/etc/x', 1]], [2, ['work.py']], 7]]"
    body = f"[2, ['the hidden input is 41', 'the hidden input is 41', 'z' * 500_000, {places}]]"
    error = error_of(make_worker(f"{FORGER}\ndef f(): os.write(3, frame('raised', {body}))"))
    assert error.type_name == "Exception"
    assert error.lines == ()
    assert len(error.text) < 2100


def test_a_forged_error_text_costs_the_grader_no_time(make_worker):
    """The search for the words of libraries that are out of memory is quadratic in the text."""
    body = "[2, ['OSError', 'OSError', 'OpenBLAS' * 120_000, [1, []]]]"
    worker = make_worker(f"{FORGER}\ndef f(): os.write(3, frame('raised', {body}))")
    started = time.monotonic()
    error_of(worker)
    assert time.monotonic() - started < 1


def test_a_forged_answer_to_loading_is_names_and_nothing_else(make_worker):
    body = "[2, [[1, ['f', 'g']], [3, [['f', [1, ['g']]]]], [1, ['Cell 1: full marks']], [1, ['Line 1: full marks']]]]"
    worker = make_worker(f"{FORGER}\nos.write(3, frame('value', {body}))")
    assert worker.loaded == ({"f", "g"}, {"f": {"g"}}, ())


@pytest.mark.parametrize(
    "body",
    ["5", "[2, [1, 2]]", "[3, []]", "[2, [[1, []], [3, []], [1, []]]]",
     "[2, [[1, ['f', 7]], [3, []], [1, []], [1, []]]]",
     "[2, [[1, []], [3, [['f', 1]]], [1, []], [1, []]]]", "[2, [[1, []], [3, [['f', [1, [7]]]]], [1, []], [1, []]]]"],
)  # fmt: skip
def test_an_answer_to_loading_of_another_form_is_a_crash(make_worker, body):
    with pytest.raises(WorkerFailure, match="an answer of another form than asked for"):
        make_worker(f"{FORGER}\nos.write(3, frame('value', {body}))")
