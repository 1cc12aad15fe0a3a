"""``grader verify`` as an author calls it."""

from __future__ import annotations

import json
import tomllib

import pytest
from click.testing import CliRunner, Result

from grader.cli import verify_command
from grader.cli.verify_command import command
from grader.errors import UsageError
from grader.verification import CHECKS


@pytest.fixture
def verify(signals, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setattr(verify_command, "FULL", signals.depth)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(command, [*arguments, "--course", str(signals.folder), "-j", "1"])

    return run


def test_a_sound_course_ends_with_0_and_a_table(verify):
    done = verify()
    assert done.exit_code == 0, done.output
    assert all(f"✓  {check}" in done.stdout for check in CHECKS if check != "training")
    assert "share used by float16" in done.stdout
    assert "signal_basics: mutants" in done.stderr


def test_a_fault_ends_with_1_and_is_reported_below_the_table(verify, signals):
    signals.change("reference/signal_basics.py", "np.sum(x * x))", "np.sum(x * x)) + 0 * len(x)")
    done = verify("signal_basics")
    assert done.exit_code == 1
    assert "✗  mutants" in done.stdout
    block = done.stdout[done.stdout.index("[[mutants]]") :].split("\n\n")[0].split("  mutants:")[0]
    assert tomllib.loads(block)["mutants"][0]["function"] == "energy"


def test_json_holds_every_check_with_figures_and_times(verify, signals):
    (signals.folder / "signal_basics/wrong/centre__added.py").unlink()
    done = verify("--json")
    assert done.exit_code == 1
    (proof,) = json.loads(done.stdout)
    assert [step["check"] for step in proof["steps"]] == [check for check in CHECKS if check != "training"]
    reported = {step["check"]: step["problems"] for step in proof["steps"] if step["problems"]}
    assert reported == {
        "wrong": ["task centre has no known mistake. Write one in mistakes.toml, with the id centre__<slug>."]
    }
    assert proof["wall_s"] > 0
    assert proof["cpu_s"] > 0


def test_calibrate_writes_and_tells(verify, signals):
    signals.change("signal_basics/assignment.toml", "rtol = 1e-7  # means", "rtol = 3e-2  # means")
    done = verify("--calibrate")
    assert done.exit_code == 0, done.output
    lines = {line.split()[0]: line.split() for line in done.stdout.splitlines() if line.strip()}
    assert lines["centre"][-1] == "written"
    assert lines["energy"][-1] == "kept"
    assert "rtol = 1e-7  # means" in signals.read("signal_basics/assignment.toml")


def test_calibrate_ends_with_1_where_no_tolerance_will_do(verify, signals):
    for name in "loops", "products":
        path = f"signal_basics/independent/{name}.py"
        signals.write(
            path, signals.read(path).replace("def energy(x):\n", "def energy(x):\n    x = x * (1 + 4e-4)\n")
        )
    done = verify("--calibrate")
    assert done.exit_code == 1
    assert "task energy: right answers need rtol" in done.stdout
    assert json.loads(verify("--calibrate", "--json").stdout)["tolerances"]["signal_basics"][1]["problem"]


def test_an_unknown_assignment_is_named(verify):
    done = verify("signals")
    assert done.exit_code != 0
    assert "There is no assignment 'signals'" in str(done.exception)


def test_a_quick_proof_tries_one_secret_and_no_change(verify):
    done = verify("--quick", "--json")
    (proof,) = json.loads(done.stdout)
    figures = {step["check"]: step["figures"] for step in proof["steps"]}
    assert "mutants" not in figures
    assert {figures[check]["secrets"] for check in ("reference", "wrong", "right")} == {1}


def test_a_quick_proof_says_what_it_left_out(verify):
    done = verify("--quick")
    assert "This was a quick look: one secret" in done.stdout
    assert "grader verify signal_basics" in done.stdout


def test_what_is_proven_is_not_proven_again_until_something_changes(verify, signals, tmp_path):
    kept = tmp_path / "proofs.json"
    assert verify("--kept", str(kept)).exit_code == 0
    first = kept.read_text()
    assert json.loads(first)["assignments"]["signal_basics"]["figures"]["mutants"]["survivors"] == 0
    again = verify("--kept", str(kept))
    assert again.exit_code == 0
    assert "signal_basics: proven already" in again.stderr
    assert kept.read_text() == first
    assert "proven already" not in verify("--kept", str(kept), "--again").stderr
    signals.change("reference/signal_basics.py", "np.sum(x * x))", "np.sum(x * x)) + 0 * len(x)")
    assert verify("--kept", str(kept)).exit_code == 1
    assert json.loads(kept.read_text())["assignments"] == {}


def test_a_file_that_holds_no_proofs_is_reported(verify, tmp_path):
    kept = tmp_path / "proofs.json"
    kept.write_text("[]")
    assert "this is no file of kept proofs" in str(verify("--kept", str(kept)).exception)


def test_a_quick_proof_is_not_kept(verify, tmp_path):
    done = verify("--quick", "--kept", str(tmp_path / "proofs.json"))
    assert isinstance(done.exception, UsageError)
    assert not list(tmp_path.glob("proofs.json"))
