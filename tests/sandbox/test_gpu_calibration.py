"""The calibration of the GPU variants, run on the processor: only the device is another."""

from __future__ import annotations

import contextlib
import dataclasses
import math
from pathlib import Path

import pytest

from benchmarks import gpu
from grader.course import load_course
from grader.grading.timing_plan import TimingPlan
from grader.sandbox.zygote_client import start_zygote
from grader.timing import sequential_testing, timing_run

ROOT = Path(__file__).parents[2]
SIZES = {
    "pairwise_distances": ("64x48x8", "33x65x5"),
    "row_softmax": ("64x48", "33x65"),
    "blocked_attention": ("2x2x48x32", "1x3x33x40"),
    "im2col_convolution": ("2x3x12x11x5x3", "3x2x9x8x7x2"),
    "layer_norm_backward": ("64x48", "33x65"),
    "lstm_sequence": ("4x9x5x16", "3x7x8x5"),
    "fused_cross_entropy": ("64x48", "33x65"),
    "top_k": ("64x300x5", "33x65x3"),
    "histogram": ("300x301", "201x207"),
    "linear_recurrence": ("2x48x32", "3x33x40"),
    "fused_adam": ("5x4000", "31x3001"),
    "tiled_matmul": ("48x32x40", "33x65x30"),
}


@pytest.fixture(scope="module")
def torch_zygote():
    zygote = start_zygote(("torch",), ("torch", "numpy"), (3, 2))
    yield zygote
    zygote.close()


@pytest.mark.parametrize("name", SIZES)
def test_every_solution_is_timed_and_the_page_shows_what_was_measured(name, torch_zygote, monkeypatch):
    monkeypatch.setattr(timing_run, "BATCHES", 1)
    monkeypatch.setattr(timing_run, "ROUNDS_PER_BATCH", 2)
    monkeypatch.setattr(sequential_testing, "MAX_DOUBLINGS", 0)
    monkeypatch.setattr(sequential_testing, "MAX_NOISE", math.inf)
    monkeypatch.setattr(
        sequential_testing, "_LIMIT_SHARE", 0.0
    )  # a busy machine measures its own limits wrong
    assignment = load_course(ROOT / "assignments").assignment(name)
    entry = next(p for p in assignment.settings.performance if p.device == "cuda")
    small = dataclasses.replace(entry, device="cpu", sizes=SIZES[name], evidence=())
    with contextlib.closing(TimingPlan(assignment, torch_zygote)) as plan:
        measured = sorted(gpu.calibrate(assignment, small, plan), key=lambda m: m.result.score)
    assert {m.solution for m in measured} == {"gpu_naive", "gpu_middle", "gpu_good"}
    assert {(m.result.ending, m.result.message) for m in measured} == {("judged", "As fast as it has to be.")}
    text = gpu.page({(name, "gpu"): (entry, measured)}, 3)
    for line in (
        f"## {name}",
        "isolation level 3",
        "| gpu_good | judged |",
        f"| gpu_naive | {SIZES[name][0]} |",
    ):
        assert line in text


def test_tiers_are_suggested_half_way_between_solutions_that_can_be_told_apart():
    entry = load_course(ROOT / "assignments").assignment("pairwise_distances").settings.performance[1]
    blank = gpu.Measured(solution="", result=None, log=None)

    def with_score(score):
        return dataclasses.replace(blank, result=type("Result", (), {"score": score}))

    lines = list(gpu.suggested(entry, [with_score(s) for s in (0.04, 0.25, 1.0)]))
    assert lines == ["# a matrix product: least = 0.1", "# few passes over the result: least = 0.5"]
    (line,) = gpu.suggested(entry, [with_score(s) for s in (0.9, 1.0)])
    assert "no tier is suggested" in line


def test_without_a_gpu_nothing_is_written(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(gpu, "gpus", tuple)
    assert gpu.main(["--output", str(tmp_path / "gpu.md")]) == 3
    assert "Nothing was measured" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
