"""Paired benchmarks with real workers: what is timed, and which violations of the rules are found.

No duration is asserted.
"""

from __future__ import annotations

import os
import statistics
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
from grader.timing.estimate import select_clock
from grader.timing.machine_limits import RATES_CODE, measure_rates
from grader.timing.paired_benchmark import PairedBenchmark, RuleViolation, TimedFunction
from grader.timing.resource_usage import growth_exponent, peak_device_bytes, peak_extra_bytes
from grader.timing.timed_worker import Challenge, Fetch, TimedWorker

RIGHT = "import numpy as np\ndef f(x): return np.tanh(x) + 1"
CORE = min(os.sched_getaffinity(0))
ROUNDS = 4


@pytest.fixture(scope="module")
def zygote():
    zygote = start_zygote(("numpy",), ("numpy",), (3, 2))
    yield zygote
    zygote.close()


@pytest.fixture
def start(zygote):
    """``start(text)``: a stopped worker with that module."""
    started = []

    def start_one(text, **how):
        code = Code(files=(SourceFile(name="work.py", text=text),), module="work")
        started.append(TimedWorker(zygote, code, Limits(timeout_s=5.0), {CORE}, **how))
        return started[-1]

    yield start_one
    for worker in started:
        worker.close()


@pytest.fixture
def function():
    rng = np.random.default_rng(5)
    return TimedFunction(
        name="f",
        inputs=lambda size: [rng.normal(size=[int(n) for n in size.split("x")])],
        tolerance=1e-9,
    )


def test_two_right_sides_are_timed_on_every_size(start, function):
    benchmark = PairedBenchmark(start(RIGHT), start(RIGHT.replace("+ 1", "+ 1.0")), function)
    for size in ("30x20", "7x5"):
        pairs = benchmark.time_pairs(size, ROUNDS)
        assert len(pairs) == 2 * ROUNDS
        assert min(min(pair) for pair in pairs) > 0


WRONG = {
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


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_result_in_a_timed_call_is_a_rule_violation(start, function, name):
    text, message = WRONG[name]
    with pytest.raises(RuleViolation, match=message):
        PairedBenchmark(start(RIGHT), start(text), function).time_pairs("30x20", ROUNDS)


PATCHED = """
import gc, time
import numpy as np
(harness,) = [o for o in gc.get_objects() if type(o).__name__ == "Harness"]
answers, bench = harness._answers, harness._timed
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
def test_computing_in_a_request_outside_the_call_is_a_rule_violation(start, function, request_):
    text = BURNS.format(request=request_, seconds=0.02)
    with pytest.raises(RuleViolation, match="outside the timed call"):
        PairedBenchmark(start(RIGHT), start(text), function).time_pairs("60x50", ROUNDS)


@pytest.mark.parametrize("request_", ["stage", "run", "commit", "fetch", "forget"])
def test_computing_in_any_request_counts_as_time_of_the_call(start, function, request_):
    """The call itself takes so long that the excess is only added to it."""
    text = BURNS.format(request=request_, seconds=0.02)
    text += "replace('run', lambda honest, *body: (honest(*body), burn(0.03))[0])\n"
    reference = PATCHED + "replace('run', lambda honest, *body: (honest(*body), burn(0.001))[0])\n"
    pairs = PairedBenchmark(start(reference), start(text), function).time_pairs("60x50", ROUNDS)
    assert min(pair.student_cpu_s for pair in pairs) > 0.045
    assert min(pair.student_s for pair in pairs) > 0.045


def test_if_some_results_are_fetched_their_mean_excess_is_added_to_every_pair(start, function):
    text = BURNS.format(request="fetch", seconds=0.02)
    text += "replace('run', lambda honest, *body: (honest(*body), burn(0.03))[0])\n"
    benchmark = PairedBenchmark(start(RIGHT), start(text), replace(function, fetched_share=0.5))
    pairs = benchmark.time_pairs("60x50", 4 * ROUNDS)  # none of 32 is fetched with a probability of 2e-10
    assert min(pair.student_cpu_s for pair in pairs) > 0.045


def test_fetches_are_drawn_for_each_call_alone(start, function):
    """With a fixed number of fetches, a worker would know after the last one that no more will come."""
    counts = []
    text = PATCHED + "count = []\n"
    text += "replace('fetch', lambda honest: (count.append(1), honest())[1])\n"
    text += "def fetches(): return len(count)\n"
    student = start(text)
    benchmark = PairedBenchmark(start(RIGHT), student, replace(function, fetched_share=0.5))
    for _ in range(12):
        before = _fetches(student)
        benchmark.time_pairs("7x5", ROUNDS)
        counts.append(_fetches(student) - before)
    assert len(set(counts)) > 1


def _fetches(student):
    with student.running() as worker:
        return worker.call("fetches", []).value


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
def test_on_a_gpu_requests_after_the_call_are_counted_by_wall_time(start, device, counts):
    """No GPU is needed: a module replaces torch, and sleeping uses no CPU time, like the work of a GPU."""
    timed = start(SLEEPS, device=device)
    timed.set_pool(np.ones(9))
    timed.stage([np.ones(3)])
    call, fetched = timed.timed_call("f", Challenge(0, 0.0), {"fetch": Fetch(1 << 16)})
    assert (call.outside_s > 0.05) == counts
    assert call.wall_s < 0.05
    assert fetched["fetch"] == pytest.approx(np.tanh(np.ones(3)) + 1)


def test_a_linear_sum_does_not_answer_a_challenge(start, function):
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
    with pytest.raises(RuleViolation, match="not right"):
        PairedBenchmark(start(RIGHT), start(text), function).time_pairs("60x50", ROUNDS)


LARGE = PATCHED + "answers[{request!r}] = lambda *_: np.zeros({numbers})\n"


@pytest.mark.parametrize(
    ("request_", "numbers"),
    [
        ("fetch", 2 * 60 * 50 + 9_000), ("staged", 60 * 50 + 9_000), ("commit", 9_000), ("run", 9_000),
        ("stage", 9_000), ("ping", 9_000), ("forget", 9_000), ("fill", 9_000), ("configure", 9_000),
    ],
)  # fmt: skip
def test_a_reply_larger_than_the_references_is_not_read(start, function, request_, numbers):
    """64 KiB plus the bytes of the reference's arrays; twice those for a result, which may have a wider type."""
    most = {"fetch": 2 * 60 * 50 * 8 + 65536, "staged": 60 * 50 * 8 + 65536}.get(request_, 65536)

    def verify():
        student = start(LARGE.format(request=request_, numbers=numbers))
        PairedBenchmark(start(RIGHT), student, function).verify_result("60x50")

    with pytest.raises(WorkerFailure, match=rf"\+ {8 * numbers} bytes; at most \d+ \+ {most} are read"):
        verify()


def test_a_result_of_a_wider_type_is_a_rule_violation(start, function):
    wide = "import numpy as np\ndef f(x): return (np.tanh(x) + 1).astype(complex)"
    with pytest.raises(RuleViolation, match="another shape or type"):
        PairedBenchmark(start(RIGHT), start(wide), function).time_pairs("60x50", ROUNDS)


def test_a_result_in_another_memory_order_is_right(start, function):
    fortran = "import numpy as np\ndef f(x): return np.asfortranarray(np.tanh(x) + 1)"
    pairs = PairedBenchmark(start(RIGHT), start(fortran), function).time_pairs("30x20", ROUNDS)
    assert len(pairs) == 2 * ROUNDS


def test_a_stopped_worker_uses_no_cpu_time_even_with_threads(start):
    timed = start(
        "import threading\ndef burn():\n  while True: pass\nthreading.Thread(target=burn, daemon=True).start()"
    )
    before = timed.worker.cpu_s
    for _ in range(200):
        np.linalg.svd(np.eye(40))
    assert timed.worker.cpu_s == before
    with timed.running() as worker:
        while timed.worker.cpu_s == before:
            worker.ask("ping")


def test_a_worker_runs_on_the_core_it_was_given(start):
    timed = start("import os\ndef f(): return sorted(os.sched_getaffinity(0))")
    with timed.running() as worker:
        assert worker.call("f", []).value == [CORE]


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
    ("before", "name", "least", "most"),
    [
        ("", "wide", TEMPORARY, 1.1 * TEMPORARY),
        (DEFERRED, "slim", TEMPORARY, 1.2 * TEMPORARY),
        ("", "slim", 0, TEMPORARY / 20),
        ("KEPT = np.ones(5_000_000)\n", "slim", 30e6, 45e6),
        ("np.ones(20_000_000).sum()\n", "wide", TEMPORARY, 2.5 * 160e6),
    ],
    ids=[
        "a temporary",
        "a temporary of the challenge",
        "none",
        "kept at import",
        "a peak at import",
    ],
)
def test_peak_memory_of_a_call_is_measured_from_outside(start, function, before, name, least, most):
    text = MEMORY.replace("\ndef", f"\n{before}def", 1)
    reference, student, baseline = start(MEMORY), start(text), start(MEMORY, return_freed_memory=True)
    benchmark = PairedBenchmark(reference, student, replace(function, name=name))
    benchmark.time_pairs("200x64", ROUNDS)
    assert least <= peak_extra_bytes(benchmark, student, baseline, "200x64") <= most


RECORDS_SETTINGS = (
    PATCHED
    + """
settings = []
replace("configure", lambda honest, device, memory: (settings.append(memory), honest(device, memory))[1])
def recorded(): return settings
"""
)


def test_a_students_worker_does_not_learn_that_memory_is_measured(zygote):
    def code(text):
        return Code(files=(SourceFile(name="work.py", text=text),), module="work")

    entry = Performance(id="cpu", task="f", sizes=("3x3",), tiers=(), tolerance=1e-9)
    device = placement.TimingDevice(zygote=zygote, name="a core", libraries={})
    workers = placement.Placement(
        device, entry, Limits(), reference=code(RECORDS_SETTINGS), student=code(RECORDS_SETTINGS)
    )
    with workers.student_pair() as (_, student), workers.memory_baseline() as baseline:
        for timed, returns_memory in ((student, False), (baseline, True)):
            with timed.running() as worker:
                assert worker.call("recorded", []).value == [returns_memory]


def test_peak_memory_of_a_gpu_is_read_while_the_calls_run(start, function):
    """No GPU is needed: the readings are a function's, and their peak is over before the calls end."""
    readings = iter([100, 100, 700])
    student = start(RIGHT)
    benchmark = PairedBenchmark(start(RIGHT), student, function)
    peak, pairs = peak_device_bytes(benchmark, student, "30x20", 2, lambda: next(readings, 300))
    assert (peak, len(pairs)) == (600, 4)


def test_cpu_time_that_grows_faster_than_the_size_is_measured(start, function):
    benchmark = PairedBenchmark(start(MEMORY), start(MEMORY), replace(function, name="quadratic"))
    small, large = (benchmark.time_pairs(size, ROUNDS) for size in ("100x40", "400x40"))
    assert growth_exponent(small, large, 4) > 1.5


def test_no_right_function_is_faster_than_the_machines_limit(start, function, zygote):
    worker = TimedWorker(zygote, RATES_CODE, Limits(timeout_s=5.0), {CORE})
    try:
        machine = measure_rates(worker, "cpu", np.ones(1, np.float32))
    finally:
        worker.close()
    assert machine.bytes_per_s > 1e8
    assert machine.operations_per_s > 1e8
    assert machine.least_s(machine.bytes_per_s, 0) == pytest.approx(1)
    assert machine.least_s(0, 3 * machine.operations_per_s) == pytest.approx(3)
    pairs = PairedBenchmark(start(RIGHT), start(RIGHT), function).time_pairs("600x500", ROUNDS)
    moved = 2 * 600 * 500 * 8
    student_s = statistics.median(pair.student_s for pair in select_clock(pairs))
    assert student_s > 0.9 * machine.least_s(moved, 0)


def test_very_slow_calls_get_fewer_pairs(start, function, monkeypatch):
    monkeypatch.setattr("grader.timing.paired_benchmark.SIZE_BUDGET_S", 1e-6)
    assert len(PairedBenchmark(start(RIGHT), start(RIGHT), function).time_pairs("30x20", 50)) == 4


def test_the_worker_counts_executed_lines_of_python(start):
    timed = start("def f(x):\n  total = 0\n  for row in x:\n    total += 1\n  return x")
    timed.stage([np.ones((10, 2))])
    with timed.running() as worker:
        assert worker.ask("steps", "f") == 1 + 11 + 10 + 1


def test_a_long_wait_for_the_machine_is_announced(monkeypatch, tmp_path):
    """There is one timing run at a time on a machine. The lock is on the temporary folder, and no file stays there."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(placement, "_NOTICE_AFTER_S", 0.0)
    announced = threading.Event()
    monkeypatch.setattr("builtins.print", lambda *_, **__: announced.set())
    entered = threading.Event()

    def second():
        with placement._machine_lock():
            entered.set()

    with placement._machine_lock():
        waiting = threading.Thread(target=second)
        waiting.start()
        assert announced.wait(10)
        assert not entered.is_set()
    waiting.join(10)
    assert entered.is_set()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("error", "right"), [(1.0, True), (3.0, False)])
def test_a_result_of_16_bits_may_be_the_neighbouring_number(start, function, error, right):
    """Far from 0 the distance of neighbours is larger than a tolerance in shares of the root mean square."""
    torch = pytest.importorskip("torch")
    benchmark = PairedBenchmark(start(RIGHT), start(RIGHT), function)
    expected = torch.tensor([0.01, 3.0], dtype=torch.bfloat16)
    result = expected + torch.tensor([0.0, error * 2**-6], dtype=torch.bfloat16)
    if right:
        benchmark._compare_fetched({"fetch": result}, {"fetch": expected}, scale=1e-3)
    else:
        with pytest.raises(RuleViolation, match="not right"):
            benchmark._compare_fetched({"fetch": result}, {"fetch": expected}, scale=1e-3)
