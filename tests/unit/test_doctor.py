"""``grader doctor``: what it finds out about a machine, and the fix for each missing mechanism."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from grader import doctor
from grader.cli import main
from grader.doctor import diagnose
from grader.model import Verdict
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.fixes import fix_for
from grader.sandbox.gpu import Gpu
from grader.sandbox.worker_client import CallResult
from grader.sandbox.zygote_client import ZygoteError

REASONS = {
    "unshare: Operation not permitted": "--security-opt seccomp=unconfined",
    "mount / tmpfs: Operation not permitted": "--cap-add SYS_ADMIN",
    "pivot_root: Operation not permitted": "--security-opt apparmor=unconfined",
    "write uid_map: Operation not permitted": "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    "write setgroups: Permission denied": "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    "mount proc on /proc/1: Operation not permitted": "--security-opt systempaths=unconfined",
    "CUDA does not start in a worker at level 3: error 304.": "chmod a+rw /dev/nvidia*",
    "unshare: No space left on device": "sudo sysctl -w user.max_user_namespaces=15000",
    "unshare: Too many users": "sudo sysctl -w user.max_user_namespaces=15000",
    "the kernel has no Landlock": "lsm=landlock",
    "namespaces, Landlock and seccomp exist on Linux only": "WSL 2",
    "no seccomp filter is written for riscv64 processors": "x86_64 or aarch64",
    "mount_setattr /lib: Function not implemented": "The kernel is older than 5.12",
    "Operation not permitted": "as an ordinary user",
    "a worker cannot be put behind its walls": "as an ordinary user",
    "execve: Permission denied": "chmod -R a+rX",
}
"""What the kernel says where something is missing, and a word of the fix."""


@pytest.mark.parametrize("reason", REASONS)
def test_every_known_reason_has_its_fix(reason):
    assert REASONS[reason] in fix_for(reason)


def test_an_unknown_reason_gets_no_made_up_fix():
    assert fix_for("the moon is full") == ""


@pytest.fixture
def machine(monkeypatch):
    """``machine({3: "unshare: …"})``: a machine on which these levels fail for these reasons."""

    def make(refusals, dying=(), code=0, no_gpu=""):
        class Ready:
            def close(self):
                closed.append(self)

        class Worker:
            def __init__(self, zygote, *_):
                self.level = zygote.level

            def load(self, *_):
                if self.level in dying:
                    raise WorkerFailure(Verdict.CRASHED, "it ended at once")

            def call(self, *_):
                if isinstance(code, Exception):
                    raise code
                return CallResult(code, None)

            def close(self):
                closed.append(self)

        def start(preload, allowed, levels, gpu=False):
            level = levels[0]
            if gpu and no_gpu:
                raise ZygoteError(no_gpu)
            if level in refusals:
                raise ZygoteError(f"Level {level}: {refusals[level]}.")
            ready = Ready()
            ready.level = level
            return ready

        closed = []
        monkeypatch.setattr(doctor, "Worker", Worker)
        monkeypatch.setattr(doctor, "start_zygote", start)
        monkeypatch.setattr(doctor, "gpus", lambda: ())
        return closed

    return make


@pytest.fixture
def call(monkeypatch, capsys):
    def invoke(*arguments):
        monkeypatch.setattr(sys, "argv", ["grader", "doctor", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().out

    return invoke


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course that demands level 2, in the current folder."""
    monkeypatch.delenv("GRADER_COURSE", raising=False)
    monkeypatch.delenv("GRADER_SECRET_FILE", raising=False)
    (tmp_path / "course.toml").write_text('title = "Small numbers"\n')
    (tmp_path / ".grader").mkdir()
    (tmp_path / ".grader" / "secret").write_text("thirty-two bytes that nobody knows")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_level_that_fails_keeps_its_reason_and_the_others_are_tried(machine):
    closed = machine({3: "unshare: Operation not permitted", 2: "the kernel has no Landlock"})
    found = diagnose()
    assert [(entry.level, entry.works) for entry in found.levels] == [
        (3, False),
        (2, False),
        (1, True),
        (0, True),
    ]
    assert found.levels[0].reason == "unshare: Operation not permitted."
    assert "SYS_ADMIN" in found.levels[0].fix
    assert found.best == 1
    assert len(closed) == 4  # zygote and worker of each level that works


def test_a_level_at_which_only_the_worker_fails_does_not_work(machine):
    closed = machine({3: "Operation not permitted"}, dying=(2, 1))
    found = diagnose()
    assert found.best == 0
    assert found.levels[1].reason == "a worker cannot be put behind its walls."
    assert "/etc/subuid" in found.levels[1].fix
    assert len(closed) == 4  # three zygotes, and the one worker that starts


@pytest.mark.parametrize(
    ("reason", "fix"),
    [
        (
            "mount tmpfs on /sys: Permission denied",
            "apparmor_restrict_unprivileged_userns=0; in Docker: run with",
        ),
        ("pivot_root: Permission denied", "--security-opt apparmor=unconfined"),
        ("unshare: Invalid argument", "CONFIG_USER_NS"),
        ("this container has no spare user ids for a worker", "/etc/subuid"),
        ("landlock_create_ruleset: Operation not supported", "lsm=landlock"),
    ],
)
def test_every_reason_for_which_level_3_is_missing_has_its_fix(machine, reason, fix):
    machine({3: reason})
    assert fix in diagnose().levels[0].fix


SETTINGS = {
    "kernel/apparmor_restrict_unprivileged_userns": ("1", "kernel.apparmor_restrict_unprivileged_userns=0"),
    "kernel/unprivileged_userns_clone": ("0", "kernel.unprivileged_userns_clone=1"),
    "user/max_user_namespaces": ("0", "user.max_user_namespaces=15000"),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_of_the_kernel_that_forbids_level_3_is_named_whatever_the_reason(
    machine, monkeypatch, tmp_path, name
):
    value, command = SETTINGS[name]
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(f"{value}\n")
    monkeypatch.setattr(doctor, "_SYSCTL", tmp_path)
    machine(dict.fromkeys((3, 2), "the zygote did not answer for 20 s"))
    three, two, *_ = diagnose().levels
    assert three.fix == f"This kernel forbids namespaces to ordinary users: sudo sysctl -w {command}"
    assert two.fix == ""
    machine({3: "unshare: Operation not permitted"})
    assert diagnose().levels[0].fix.count(command) == 1
    (tmp_path / name).write_text("9\n")
    machine({3: "the zygote did not answer for 20 s"})
    assert diagnose().levels[0].fix == ""


def test_where_no_level_works_the_best_is_none(machine):
    machine(dict.fromkeys(range(4), "unshare: Operation not permitted"))
    assert diagnose().best == -1


def test_this_machine_is_described():
    found = diagnose()
    assert found.python.startswith(f"{sys.version_info.major}.{sys.version_info.minor}.")
    assert found.processors >= 1
    assert found.memory_gib > 0
    assert found.libraries["numpy"]
    assert [entry.level for entry in found.levels] == [3, 2, 1, 0]
    for entry in found.levels:
        assert entry.works == (entry.reason == "")


def test_the_text_shows_each_level_with_why_and_fix(machine, call, course):
    machine({3: "write uid_map: Operation not permitted"})
    code, out = call()
    assert code == 0
    assert "✗ level 3: namespaces" in out
    assert "why: write uid_map: Operation not permitted." in out
    assert "fix: AppArmor keeps user namespaces powerless" in out
    assert "✓ level 2: Landlock" in out
    assert "✓ isolation level 2 required, reached" in out
    assert "✓ course secret" in out


def test_the_text_fits_80_columns_but_for_commands_and_paths(machine, call, course):
    machine(dict.fromkeys((3, 2, 1), "unshare: Operation not permitted"))
    for line in call()[1].splitlines():
        assert len(line) <= 80 or re.search(r"/\S{30,}", line), line


def test_a_machine_without_a_gpu_says_so(machine, call, course):
    machine({})
    assert "  GPU: none here; GPU variants are not graded on this machine\n" in call()[1]
    assert json.loads(call("--json")[1])["gpus"] == []


@pytest.fixture
def two_gpus(monkeypatch):
    """Call after ``machine``: it has two GPUs."""

    def give():
        big = Gpu(name="NVIDIA H100 80GB HBM3", driver="580.159.04", memory_mib=81559)
        shared = Gpu(name="NVIDIA GB10", driver="580.159.04", memory_mib=0)
        monkeypatch.setattr(doctor, "gpus", lambda: (big, shared))

    return give


def test_gpus_that_a_worker_can_use_are_listed(machine, call, course, two_gpus):
    machine({})
    two_gpus()
    code, out = call()
    assert code == 0
    assert "  GPU: NVIDIA H100 80GB HBM3, 80 GiB, driver 580.159.04\n" in out
    assert "  GPU: NVIDIA GB10, driver 580.159.04\n  ✓ CUDA starts in a worker\n\n" in out
    assert "none here" not in out


FAULTS = {
    "error 304.": {"code": 304},
    "libcuda.so.1: cannot open": {"code": StudentError("OSError", "libcuda.so.1: cannot open")},
    "the worker ended.": {"code": WorkerFailure(Verdict.CRASHED, "it ended at once")},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_gpu_that_no_worker_can_use_is_told_with_the_fix(machine, call, course, two_gpus, fault):
    machine({}, **FAULTS[fault])
    two_gpus()
    out = " ".join(call()[1].split())
    assert f"✗ CUDA does not start in a worker at level 3: {fault}" in out
    assert "fix: Compare with nvidia-smi outside." in out
    found = json.loads(call("--json")[1])
    assert found["gpu_fault"].endswith(fault)
    assert "chmod a+rw /dev/nvidia*" in found["gpu_fix"]


def test_a_gpu_profile_that_no_level_offers_keeps_its_reason(machine, two_gpus):
    machine(
        {},
        no_gpu="Level 3: mount proc on /proc/1: Operation not permitted. Level 2: the kernel has no Landlock.",
    )
    two_gpus()
    found = diagnose()
    assert found.gpu_fault.startswith("Level 3: mount proc on /proc/1")
    assert "systempaths=unconfined" in found.gpu_fix


def test_a_course_that_demands_more_than_there_is_ends_with_exit_code_3(machine, call, course):
    machine({3: "unshare: Operation not permitted", 2: "the kernel has no Landlock"})
    code, out = call()
    assert code == 3
    assert "✗ isolation level 2 required, not reached: hidden tests are refused here" in out


def test_the_json_holds_the_same(machine, call, course):
    machine({3: "unshare: Operation not permitted", 2: "the kernel has no Landlock"})
    code, out = call("--json")
    found = json.loads(out)
    assert code == 3
    assert (found["best"], found["required"]) == (1, 2)
    assert [entry["works"] for entry in found["levels"]] == [False, False, True, True]
    assert "lsm=landlock" in found["levels"][1]["fix"]


def test_a_student_s_machine_without_a_course_demands_nothing(machine, call, tmp_path, monkeypatch):
    monkeypatch.delenv("GRADER_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    machine(dict.fromkeys((3, 2, 1), "namespaces, Landlock and seccomp exist on Linux only"))
    code, out = call()
    assert code == 0
    assert "Course" not in out


def test_a_course_without_secret_is_told_how_to_create_one(machine, call, course):
    machine({})
    (course / ".grader" / "secret").unlink()
    code, out = call()
    assert code == 3
    assert "✗ " in out
    assert "the course secret is missing" in " ".join(out.split())
    assert "head -c 32 /dev/urandom" in " ".join(out.split())


def test_a_public_secret_is_called_one(machine, call, course):
    machine({})
    (course / ".grader" / "secret").unlink()
    (course / "course.toml").write_text('title = "Sample"\npublic_secret = "known to everybody"\n')
    code, out = call()
    assert code == 0
    assert "✓ course secret (public: for a sample course only)" in out


def test_a_secret_in_a_named_file_is_not_called_public(machine, call, course, monkeypatch):
    machine({})
    (course / "course.toml").write_text('title = "Sample"\npublic_secret = "known to everybody"\n')
    monkeypatch.setenv("GRADER_SECRET_FILE", str((course / ".grader" / "secret").rename(course / "key")))
    assert "✓ course secret\n" in call()[1]


def test_a_course_with_a_broken_file_is_an_error(machine, call, course):
    machine({})
    (course / "course.toml").write_text("titel = 5\n")
    code, _ = call()
    assert code == 3


def test_the_levels_that_work_here_are_those_a_fresh_process_reports(course):
    done = subprocess.run(
        [sys.executable, "-m", "grader", "doctor", "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    found = json.loads(done.stdout)
    assert done.returncode == (0 if found["best"] >= 2 else 3)
    assert found["levels"][3]["works"]
