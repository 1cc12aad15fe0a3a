"""Every sentence about a verdict, a finding, and the end of a timing, by an id.

Pages, exports and the terminal say the same thing by the same id. A sentence is whole: what changes in it has a name
(``{limit}``) and is data, such as a number, a name, or another whole sentence. A count has two sentences, ``ID.one``
and ``ID.many``. So another language needs other tables and no other code.

A sentence under which a student learns of a hidden test may name nothing that the student's code made while it held
hidden inputs (`SECURITY.md`): `say` passes values on as they are, so whoever gives one has to see to that.
"""

from __future__ import annotations

import functools
import string
from collections.abc import Mapping
from types import MappingProxyType

from grader.messages import (
    advice_messages,
    assertion_messages,
    call_messages,
    change_messages,
    check_messages,
    course_messages,
    download_messages,
    exam_messages,
    exam_report_messages,
    export_messages,
    finding_messages,
    grade_messages,
    handout_messages,
    intake_messages,
    packing_messages,
    push_messages,
    report_messages,
    sheet_messages,
    similarity_messages,
    timing_messages,
    verdict_messages,
)

MESSAGES: Mapping[str, str] = MappingProxyType(
    verdict_messages.MESSAGES
    | call_messages.MESSAGES
    | change_messages.MESSAGES
    | course_messages.MESSAGES
    | assertion_messages.MESSAGES
    | finding_messages.MESSAGES
    | advice_messages.MESSAGES
    | timing_messages.MESSAGES
    | report_messages.MESSAGES
    | export_messages.MESSAGES
    | intake_messages.MESSAGES
    | download_messages.MESSAGES
    | packing_messages.MESSAGES
    | push_messages.MESSAGES
    | check_messages.MESSAGES
    | handout_messages.MESSAGES
    | grade_messages.MESSAGES
    | similarity_messages.MESSAGES
    | sheet_messages.MESSAGES
    | exam_messages.MESSAGES
    | exam_report_messages.MESSAGES
)
"""Sentences by id."""


def say(message_id: str, /, **values: object) -> str:
    """A sentence with its values.

    Raises
    ------
    KeyError
        There is no such id.
    ValueError
        The values are not exactly those that the sentence names.

    Examples
    --------
    >>> say("call.cpu_time", limit=2)
    'Your code ran longer than the 2 s one call may take.'
    """
    sentence = MESSAGES[message_id]
    if values.keys() != names_in(sentence):
        raise ValueError(f"{message_id} has the values {sorted(names_in(sentence))}, got {sorted(values)}")
    return sentence.format_map(values)


def say_count(message_id: str, n: int, /, **values: object) -> str:
    """The sentence ``ID.one`` for one, else ``ID.many`` with ``n``.

    Examples
    --------
    >>> say_count("test.passed", 1, passed=0), say_count("test.passed", 3, passed=2)
    ('0 of 1 test passed.', '2 of 3 tests passed.')
    """
    if n == 1:
        return say(f"{message_id}.one", **values)
    return say(f"{message_id}.many", n=f"{n:,}", **values)


def join_sentences(*sentences: str) -> str:
    """Whole sentences one after the other; empty ones are left out.

    One that ends with the text of an error, and so without a full stop, gets one before the next sentence.
    """
    *before, last = [each for each in sentences if each] or [""]
    return " ".join([*(each if each.endswith((".", "!", "?")) else f"{each}." for each in before), last])


@functools.cache
def names_in(sentence: str) -> frozenset[str]:
    """The values that a sentence names."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None)


__all__ = ["MESSAGES", "join_sentences", "names_in", "say", "say_count"]
