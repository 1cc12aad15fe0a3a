"""What code in a worker can do at each level is what the golden file says, for root and for an ordinary user."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from grader.cli import doctor_command
from grader.probe import QUESTIONS, probe
from grader.sandbox.zygote_client import ZygoteError

GOLDEN = Path(__file__).with_name("probe.json")
"""By user and level, the questions answered with yes. Level 0 promises nothing, so it is not listed."""

OWN_FILES = ("write_to_the_packages", "write_to_the_project", "write_to_the_home_folder")
"""At level 1 a user's own files are open to what he runs, wherever they belong to him."""


@pytest.mark.parametrize("level", [3, 2, 1], ids=lambda level: f"level{level}")
def test_nothing_is_possible_that_the_golden_file_does_not_name(level):
    try:
        answers = probe(level)
    except ZygoteError as error:
        pytest.skip(f"not offered by this machine: {error}")
    user = "root" if os.getuid() == 0 else "user"
    expected = json.loads(GOLDEN.read_text())[user][str(level)]
    possible = [answer.question for answer in answers if answer.possible]
    assert [question for question in possible if level > 1 or question not in OWN_FILES] == expected
    assert len(answers) == sum(map(len, QUESTIONS.values()))


def test_the_doctor_has_a_heading_for_each_kind_of_question():
    assert doctor_command._KINDS.keys() == QUESTIONS.keys()


def test_without_walls_most_attempts_work():
    """The questions can be answered with yes: at level 0 nothing but the operating system refuses."""
    possible = {answer.question for answer in probe(0) if answer.possible}
    assert {
        "read_the_hidden_tests", "write_where_the_grader_could_see_it", "connect_to_a_service_on_loopback",
        "connect_to_an_abstract_socket", "signal_the_grader", "start_a_process", "start_a_program",
        *QUESTIONS["share"],
    } <= possible  # fmt: skip
    assert "see_a_variable_of_the_grader" not in possible, "the environment is made anew at every level"
