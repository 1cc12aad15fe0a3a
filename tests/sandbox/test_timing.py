"""Duels between real workers: what is stamped, and which fouls are seen. How long things take is not asserted."""

from __future__ import annotations

import os

import numpy as np
import pytest

from grader.course import Limits
from grader.model import SourceFile
from grader.sandbox.zygote import start_zygote
from grader.testing.subject import Code
from grader.timing.duel import Duel, Foul, Task
from grader.timing.evidence import growth, peak_extra_bytes
from grader.timing.machine import probe
from grader.timing.player import Player

HONEST = "import numpy as np\ndef f(x): return np.tanh(x) + 1"
CORE = min(os.sched_getaffinity(0))
PAIRS = 7


@pytest.fixture(scope="module")
def zygote():
    zygote = start_zygote(("numpy",), ("numpy",), (3, 2))
    yield zygote
    zygote.close()


@pytest.fixture
def player(zygote):
    """``player(text)``: a stopped worker with that module."""
    made = []

    def make(text):
        code = Code(files=(SourceFile(name="work.py", text=text),), module="work")
        made.append(Player(zygote, code, Limits(timeout_s=5.0), CORE))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def task():
    rng = np.random.default_rng(5)
    return Task(
        function="f",
        inputs=lambda shape: [rng.normal(size=[int(n) for n in shape.split("x")])],
        size=lambda shape: int(np.prod([int(n) for n in shape.split("x")])),
        tolerance=1e-9,
    )


def test_two_honest_sides_are_timed_on_every_shape(player, task):
    duel = Duel(player(HONEST), player(HONEST.replace("+ 1", "+ 1.0")), task)
    for shape in ("30x20", "7x5"):
        pairs = duel.pairs(shape, PAIRS)
        assert len(pairs) == PAIRS
        assert min(min(pair) for pair in pairs) > 0


FOULS = {
    "another result": ("def f(x): return x", "not right"),
    "an error too small to see": ("import numpy as np\ndef f(x): return np.tanh(x) + 1 + 1e-6", "not right"),
    "another type": ("def f(x): return x.tolist()", "another kind|challenge"),
    "half the batch": (
        "import numpy as np\ndef f(x):\n  y = np.zeros_like(x)\n  y[::2] = np.tanh(x[::2]) + 1\n  return y",
        "not right",
    ),
    "the first result again and again": (
        "import numpy as np\nKEPT = []\ndef f(x):\n  KEPT or KEPT.append(np.tanh(x) + 1); return KEPT[0]",
        "challenge|not right",
    ),
}


@pytest.mark.parametrize("name", FOULS)
def test_a_result_that_is_not_right_in_a_timed_round_is_a_foul(player, task, name):
    text, words = FOULS[name]
    with pytest.raises(Foul, match=words):
        Duel(player(HONEST), player(text), task).pairs("30x20", PAIRS)


LAZY = """
import numpy as np, gc
from grader.worker.harness import Harness
(harness,) = [o for o in gc.get_objects() if isinstance(o, Harness)]
honest = harness._answers["stage"]
def stage(args):
    honest(args)
    harness.ready = np.tanh(args[0]) + 1
    for _ in range(400): np.tanh(args[0])
harness._answers["stage"] = stage
def f(x): return harness.ready
"""


def test_computing_while_the_inputs_are_laid_ready_is_a_foul(player, task):
    with pytest.raises(Foul, match="outside the timed call"):
        Duel(player(HONEST), player(LAZY), task).pairs("60x50", PAIRS)


def test_a_stopped_side_uses_no_processor_even_with_threads_of_its_own(player):
    side = player(
        "import threading\ndef burn():\n  while True: pass\nthreading.Thread(target=burn, daemon=True).start()"
    )
    before = side.worker.cpu_s
    for _ in range(200):
        np.linalg.svd(np.eye(40))
    assert side.worker.cpu_s == before
    with side.awake():
        while side.worker.cpu_s == before:
            side.worker.ask("ping")


def test_both_sides_run_on_the_processor_they_were_given(player):
    side = player("import os\ndef f(): return sorted(os.sched_getaffinity(0))")
    with side.awake():
        assert side.worker.call("f", []).value == [CORE]


MEMORY = """
import numpy as np
def wide(x): return (x[:, None, :] - x[None, :, :]).sum()
def slim(x): return float(x[0, 0])
def quadratic(x): return sum(1 for _ in x for _ in x)
"""


def test_the_highest_memory_of_a_call_is_seen_from_outside(player):
    x = np.ones((200, 64))
    wide = peak_extra_bytes(player(MEMORY), "wide", [x])
    slim = peak_extra_bytes(player(MEMORY), "slim", [x])
    temporary = 200 * 200 * 64 * 8
    assert temporary <= wide <= 2.5 * temporary
    assert slim < temporary / 20


def test_work_that_grows_faster_than_the_batch_is_seen_from_outside(player):
    side = player(MEMORY)
    small, large = np.ones((100, 40)), np.ones((400, 40))
    assert growth(side, "quadratic", [small], [large], 4) > 1.5


def test_nothing_honest_is_faster_than_the_machine(player, task):
    machine = probe()
    assert machine.bytes_per_s > 1e8
    assert machine.operations_per_s > 1e8
    assert machine.least_s(machine.bytes_per_s, 0) == pytest.approx(1)
    assert machine.least_s(0, 3 * machine.operations_per_s) == pytest.approx(3)
    pairs = Duel(player(HONEST), player(HONEST), task).pairs("600x500", PAIRS)
    moved = 2 * 600 * 500 * 8
    assert min(min(pair) for pair in pairs) > 0.9 * machine.least_s(moved, 0)
