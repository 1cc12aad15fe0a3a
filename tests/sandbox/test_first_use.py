"""What torch imports only on first use is done by the zygote, before a student's code is timed."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")  # loaded here, as in the grading process of an assignment that uses it

from grader.course import Limits
from grader.model import SourceFile
from grader.sandbox.worker_client import Worker
from grader.sandbox.worker_session import Code, JailedSubject
from grader.sandbox.zygote_client import Zygote, ZygoteError

TRAINS = """
import sys
import torch

def loaded():
    return "torch" + "._dynamo" in sys.modules

def draw():
    return float(torch.rand(1))
"""


@pytest.fixture(scope="module", params=[3, 2, 1, 0])
def bare(request):
    """A zygote with torch, of whose first uses none is done."""
    zygote = Zygote(("numpy", "torch"), ("numpy", "torch"), (request.param,), uses=())
    try:
        zygote.wait_ready()
    except ZygoteError as error:
        pytest.skip(str(error))
    yield zygote
    zygote.close()


@pytest.fixture
def asked(bare):
    """What functions of a module return in a fresh worker, by name."""

    def ask(text):
        code = Code(files=(SourceFile(name="student.py", text=text),), module="student")
        subject = JailedSubject(bare, code, Limits(timeout_s=1.0))
        try:
            return {name: subject.call(name, [], {}).value for name in ("loaded", "draw")}
        finally:
            subject.retire()

    return ask


def test_code_that_names_an_optimizer_finds_it_imported_and_the_random_state_as_it_was(asked):
    before = asked(TRAINS)
    named = asked(f"{TRAINS}\n# torch.optim.AdamW")
    assert (before["loaded"], named["loaded"]) == (False, True)
    assert before["draw"] == named["draw"]
    assert asked(TRAINS) == before  # what one submission names, no later one sees


def test_a_zygote_does_the_first_uses_of_which_it_is_told():
    zygote = Zygote(("numpy", "torch"), ("numpy", "torch"), (3, 2, 1, 0), uses=("optimizer",))
    try:
        worker = Worker(zygote, Limits(timeout_s=1.0))
        worker.load([("student.py", TRAINS, [])], "student")
        assert worker.call("loaded", []).value is True
        worker.close()
    finally:
        zygote.close()


def test_without_torch_there_is_no_first_use():
    zygote = Zygote(("numpy",), ("numpy",), (0,), uses=())
    zygote.close()
    assert zygote.for_code(["torch.optim.SGD"]) is zygote
