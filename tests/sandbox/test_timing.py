"""Duels between real workers: what is stamped, and which fouls are seen. How long things take is not asserted."""

from __future__ import annotations

import os
import threading
from dataclasses import replace

import numpy as np
import pytest

from grader.course import Limits
from grader.course.performance import Performance
from grader.model import SourceFile
from grader.sandbox.call_failure import WorkerFailure
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import start_zygote
from grader.timing import placement
from grader.timing.machine_limits import CODE as LIGHT
from grader.timing.machine_limits import rates
from grader.timing.paired_benchmark import Duel, Foul, Task
from grader.timing.resource_usage import growth, peak_device_bytes, peak_extra_bytes
from grader.timing.timed_worker import Challenge, Player

HONEST = "import numpy as np\ndef f(x): return np.tanh(x) + 1"
CORE = min(os.sched_getaffinity(0))
ROUNDS = 4


@pytest.fixture(scope="module")
def zygote():
    zygote = start_zygote(("numpy",), ("numpy",), (3, 2))
    yield zygote
    zygote.close()


@pytest.fixture
def player(zygote):
    """``player(text)``: a stopped worker with that module."""
    made = []

    def make(text, **how):
        code = Code(files=(SourceFile(name="work.py", text=text),), module="work")
        made.append(Player(zygote, code, Limits(timeout_s=5.0), {CORE}, **how))
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
        tolerance=1e-9,
    )


def test_two_honest_sides_are_timed_on_every_shape(player, task):
    duel = Duel(player(HONEST), player(HONEST.replace("+ 1", "+ 1.0")), task)
    for shape in ("30x20", "7x5"):
        pairs = duel.pairs(shape, ROUNDS)
        assert len(pairs) == 2 * ROUNDS
        assert min(min(pair) for pair in pairs) > 0


FOULS = {
    "another result": ("def f(x): return x", "not right"),
    "an error too small to see": ("import numpy as np\ndef f(x): return np.tanh(x) + 1 + 1e-6", "not right"),
    "another type": ("def f(x): return x.tolist()", "another shape or type"),
    "another shape": (
        "import numpy as np\ndef f(x): return (np.tanh(x) + 1).ravel()",
        "another shape or type",
    ),
    "other inputs": (
        "import numpy as np\ndef f(x):\n  y = np.tanh(x) + 1\n  x[0] = 0\n  return y",
        "changed its inputs",
    ),
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
        Duel(player(HONEST), player(text), task).pairs("30x20", ROUNDS)


PATCHED = """
import gc, time
import numpy as np
(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
answers, bench = harness._answers, harness._bench
def f(x): return np.tanh(x) + 1
def burn(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until: pass
def replace(request, answer):
    honest = answers[request]
    answers[request] = lambda *body: answer(honest, *body)
"""
BURNS = PATCHED + "replace({request!r}, lambda honest, *body: (honest(*body), burn({seconds}))[0])\n"


@pytest.mark.parametrize("request_", ["stage", "ping", "fetch", "forget"])
def test_work_in_a_request_around_the_call_is_a_foul(player, task, request_):
    text = BURNS.format(request=request_, seconds=0.02)
    with pytest.raises(Foul, match="outside the timed call"):
        Duel(player(HONEST), player(text), task).pairs("60x50", ROUNDS)


@pytest.mark.parametrize("request_", ["stage", "run", "commit", "fetch", "forget"])
def test_work_in_any_request_counts_as_time_of_the_call(player, task, request_):
    """The call itself takes so long that what is added to it is not gross."""
    text = BURNS.format(request=request_, seconds=0.02)
    text += "replace('run', lambda honest, *body: (honest(*body), burn(0.03))[0])\n"
    reference = PATCHED + "replace('run', lambda honest, *body: (honest(*body), burn(0.001))[0])\n"
    pairs = Duel(player(reference), player(text), task).pairs("60x50", ROUNDS)
    assert min(pair.student_cpu_s for pair in pairs) > 0.045
    assert min(pair.student_s for pair in pairs) > 0.045


def test_where_some_results_are_fetched_the_least_excess_is_added_to_every_pair(player, task):
    text = BURNS.format(request="fetch", seconds=0.02)
    text += "replace('run', lambda honest, *body: (honest(*body), burn(0.03))[0])\n"
    duel = Duel(player(HONEST), player(text), replace(task, fetched=0.5))
    pairs = duel.pairs("60x50", 4 * ROUNDS)  # that none of 32 is fetched happens once in four billion times
    assert min(pair.student_cpu_s for pair in pairs) > 0.045


def test_what_is_asked_after_a_call_is_drawn_for_each_alone(player, task):
    """Else a worker that was asked often enough knows that it will not be asked again."""
    seen = []
    text = PATCHED + "count = []\n"
    text += "replace('fetch', lambda honest: (count.append(1), honest())[1])\n"
    text += "def asked(): return len(count)\n"
    side = player(text)
    duel = Duel(player(HONEST), side, replace(task, fetched=0.5))
    for _ in range(12):
        before = _asked(side)
        duel.pairs("7x5", ROUNDS)
        seen.append(_asked(side) - before)
    assert len(set(seen)) > 1


def _asked(side):
    with side.awake():
        return side.worker.call("asked", []).value


SLEEPS = (
    """
import sys, types
sys.modules["torch"] = types.SimpleNamespace(
    Tensor=type("Tensor", (), {}), cuda=types.SimpleNamespace(synchronize=lambda: None)
)
"""
    + PATCHED
    + "replace('fetch', lambda honest: (honest(), time.sleep(0.05))[0])\n"
)


@pytest.mark.parametrize(("device", "counts"), [("cpu", False), ("cuda", True)])
def test_on_a_gpu_what_follows_the_answer_is_timed_by_the_clock_on_the_wall(player, device, counts):
    """No GPU is needed: a module stands in for torch, and the work of a GPU is time in which no core works."""
    side = player(SLEEPS, device=device)
    side.fill(np.ones(9))
    side.stage([np.ones(3)])
    timed, seen = side.play("f", Challenge(0, 0.0), {"fetch": 1 << 16})
    assert (timed.around_s > 0.05) == counts
    assert timed.wall_s < 0.05
    assert seen["fetch"] == pytest.approx(np.tanh(np.ones(3)) + 1)


def test_a_sum_that_needs_no_single_number_of_the_result_is_no_answer(player, task):
    text = (
        PATCHED
        + """
def linear(offset, centre):
    flat = bench._output.ravel()
    window = bench._pool[offset : offset + len(flat)]
    return float(window @ flat - centre * window.sum())
answers["commit"] = linear
"""
    )
    with pytest.raises(Foul, match="not right"):
        Duel(player(HONEST), player(text), task).pairs("60x50", ROUNDS)


LARGE = PATCHED + "answers[{request!r}] = lambda *_: np.zeros({numbers})\n"


@pytest.mark.parametrize(
    ("request_", "numbers"),
    [
        ("fetch", 2 * 60 * 50 + 9_000), ("staged", 60 * 50 + 9_000), ("commit", 9_000), ("run", 9_000),
        ("stage", 9_000), ("ping", 9_000), ("forget", 9_000), ("fill", 9_000), ("settle", 9_000),
    ],
)  # fmt: skip
def test_an_answer_larger_than_the_references_is_not_read(player, task, request_, numbers):
    """64 KiB, and for arrays what the reference's take: twice that for a result, whose type may be a wider one."""
    most = {"fetch": 2 * 60 * 50 * 8 + 65536, "staged": 60 * 50 * 8 + 65536}.get(request_, 65536)

    def play():
        Duel(player(HONEST), player(LARGE.format(request=request_, numbers=numbers)), task).check("60x50")

    with pytest.raises(WorkerFailure, match=rf"\+ {8 * numbers} bytes; at most \d+ \+ {most} are read"):
        play()


def test_a_result_of_a_wider_type_is_told_as_such(player, task):
    wide = "import numpy as np\ndef f(x): return (np.tanh(x) + 1).astype(complex)"
    with pytest.raises(Foul, match="another shape or type"):
        Duel(player(HONEST), player(wide), task).pairs("60x50", ROUNDS)


def test_a_result_in_another_order_of_memory_is_as_good(player, task):
    turned = "import numpy as np\ndef f(x): return np.asfortranarray(np.tanh(x) + 1)"
    assert len(Duel(player(HONEST), player(turned), task).pairs("30x20", ROUNDS)) == 2 * ROUNDS


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
def wide(x): return (x[:, None, :] - x[None, :, :]).sum(axis=(0, 1))
def slim(x): return x[0] + 0
def quadratic(x): return np.array([sum(1.0 for _ in x for _ in x)])
"""
TEMPORARY = 200 * 200 * 64 * 8
DEFERRED = (
    PATCHED
    + """
def commit(honest, *challenge):
    wide(bench._args[0])
    return honest(*challenge)
replace("commit", commit)
"""
)


@pytest.mark.parametrize(
    ("before", "function", "least", "most"),
    [
        ("", "wide", TEMPORARY, 1.1 * TEMPORARY),
        (DEFERRED, "slim", TEMPORARY, 1.2 * TEMPORARY),
        ("", "slim", 0, TEMPORARY / 20),
        ("KEPT = np.ones(5_000_000)\n", "slim", 30e6, 45e6),
        ("np.ones(20_000_000).sum()\n", "wide", TEMPORARY, 2.5 * 160e6),
    ],
    ids=[
        "a temporary",
        "a temporary of the commitment",
        "none",
        "taken at import",
        "a mark set high at import",
    ],
)
def test_the_highest_memory_of_a_call_is_seen_from_outside(player, task, before, function, least, most):
    text = MEMORY.replace("\ndef", f"\n{before}def", 1)
    reference, student, witness = player(MEMORY), player(text), player(MEMORY, frugal=True)
    duel = Duel(reference, student, replace(task, function=function))
    duel.pairs("200x64", ROUNDS)
    assert least <= peak_extra_bytes(duel, student, witness, "200x64") <= most


HEARS = (
    PATCHED
    + """
told = []
replace("settle", lambda honest, device, frugal: (told.append(frugal), honest(device, frugal))[1])
def heard(): return told
"""
)


def test_a_student_is_never_told_that_memory_is_looked_at(zygote):
    def code(text):
        return Code(files=(SourceFile(name="work.py", text=text),), module="work")

    entry = Performance(id="cpu", task="f", sizes=("3x3",), tiers=(), tolerance=1e-9)
    place = placement.Place(zygote=zygote, name="a core", libraries={})
    taken = placement.Seats(place, entry, Limits(), reference=code(HEARS), student=code(HEARS))
    with taken.both() as (_, student), taken.witness() as witness:
        for player, frugal in ((student, False), (witness, True)):
            with player.awake() as worker:
                assert worker.call("heard", []).value == [frugal]


def test_the_highest_memory_of_a_gpu_is_read_while_the_calls_run(player, task):
    """No GPU is needed: what is read is a function, and here it tells of a peak that is over when the calls end."""
    readings = iter([100, 100, 700])
    student = player(HONEST)
    duel = Duel(player(HONEST), student, task)
    peak, pairs = peak_device_bytes(duel, student, "30x20", 2, lambda: next(readings, 300))
    assert (peak, len(pairs)) == (600, 4)


def test_work_that_grows_faster_than_the_batch_is_seen_from_outside(player, task):
    duel = Duel(player(MEMORY), player(MEMORY), replace(task, function="quadratic"))
    few, many = (duel.pairs(size, ROUNDS) for size in ("100x40", "400x40"))
    assert growth(few, many, 4) > 1.5


def test_nothing_honest_is_faster_than_the_machine(player, task, zygote):
    light = Player(zygote, LIGHT, Limits(timeout_s=5.0), {CORE})
    try:
        machine = rates(light, "cpu", np.ones(1, np.float32))
    finally:
        light.close()
    assert machine.bytes_per_s > 1e8
    assert machine.operations_per_s > 1e8
    assert machine.least_s(machine.bytes_per_s, 0) == pytest.approx(1)
    assert machine.least_s(0, 3 * machine.operations_per_s) == pytest.approx(3)
    pairs = Duel(player(HONEST), player(HONEST), task).pairs("600x500", ROUNDS)
    moved = 2 * 600 * 500 * 8
    assert min(min(pair) for pair in pairs) > 0.9 * machine.least_s(moved, 0)


def test_of_very_slow_calls_there_are_fewer(player, task, monkeypatch):
    monkeypatch.setattr("grader.timing.paired_benchmark.PATIENCE_S", 1e-6)
    assert len(Duel(player(HONEST), player(HONEST), task).pairs("30x20", 50)) == 4


def test_lines_of_python_are_counted_by_the_worker(player):
    side = player("def f(x):\n  total = 0\n  for row in x:\n    total += 1\n  return x")
    side.stage([np.ones((10, 2))])
    with side.awake() as worker:
        assert worker.ask("steps", "f") == 1 + 11 + 10 + 1


def test_who_waits_long_for_the_clock_says_so(monkeypatch, tmp_path):
    """Only one contest at a time on a machine; the lock is the temporary folder."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(placement, "_SILENCE_S", 0.0)
    spoken = threading.Event()
    monkeypatch.setattr("builtins.print", lambda *_, **__: spoken.set())
    entered = threading.Event()

    def second():
        with placement._alone():
            entered.set()

    with placement._alone():
        waiting = threading.Thread(target=second)
        waiting.start()
        assert spoken.wait(10)
        assert not entered.is_set()
    waiting.join(10)
    assert entered.is_set()
    assert list(tmp_path.iterdir()) == []
