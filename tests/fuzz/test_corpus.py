"""The kept corpus, replayed without the fuzzer; and the fuzzer for a moment, where it is installed."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import fuzz_archive
import fuzz_frame
import pytest

HERE = Path(__file__).parent
RUNS: dict[str, Callable[[bytes], str]] = {"frame": fuzz_frame.run, "archive": fuzz_archive.run}
INPUTS = [(target, path.name) for target in RUNS for path in sorted((HERE / "corpus" / target).iterdir())]
FEWEST_REASONS = {"frame": 12, "archive": 35}


def corpus(target: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((HERE / "corpus" / target).iterdir())]


@pytest.mark.parametrize(("target", "name"), INPUTS, ids=lambda part: part[:12])
def test_an_input_that_once_found_something_new_is_read_or_refused(target, name):
    assert RUNS[target]((HERE / "corpus" / target / name).read_bytes())


@pytest.mark.parametrize("target", RUNS)
def test_the_corpus_reaches_what_can_be_refused_and_what_can_be_read(target):
    """A corpus that no longer reaches the readers, because an input's form changed, would test nothing."""
    outcomes = [RUNS[target](data) for data in corpus(target)]
    assert outcomes.count("read") >= 3
    assert len(set(outcomes)) >= FEWEST_REASONS[target]


@pytest.mark.parametrize("target", RUNS)
def test_the_corpus_is_small(target):
    inputs = corpus(target)
    assert 10 <= len(inputs) <= 60
    assert max(map(len, inputs)) < 2048


@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="the extra 'fuzz' is not installed")
@pytest.mark.parametrize("target", RUNS)
def test_the_fuzzer_finds_nothing_in_ten_seconds(target, tmp_path):
    found = tmp_path / "found"
    found.mkdir()
    ended = subprocess.run(
        [sys.executable, HERE / f"fuzz_{target}.py", "-max_total_time=10", f"-artifact_prefix={tmp_path}/",
         found, HERE / "corpus" / target],
        capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    assert list(found.iterdir())
