"""How a zygote starts, falls back to a lower level, and ends with everything it made."""

from __future__ import annotations

import errno
import os
import select
import signal
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from grader.course import Limits
from grader.sandbox import libraries
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote, ZygoteError, start_zygote
from grader.worker import seccomp

_INSTRUCTIONS = """
from numpy._core._multiarray_umath import __cpu_features__

def used(names):
    return [name for name in names if __cpu_features__[name]]
"""


def run_python(source: str) -> str:
    """Run a program in a process of its own; what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(source)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_library_that_cannot_be_preloaded_is_named():
    with pytest.raises(ZygoteError, match="A library cannot be preloaded: No module named 'no_such_library'"):
        start_zygote(("no_such_library",), (), (0,))


def test_a_zygote_killed_from_outside_is_an_error_of_the_machine_and_not_of_a_student():
    zygote = start_zygote((), (), (0,))
    os.kill(zygote._process.pid, signal.SIGKILL)
    zygote._process.wait()
    with pytest.raises(ZygoteError, match=r"The zygote (is gone|ended unexpectedly)"):
        Worker(zygote, Limits())
    zygote.close()


def test_a_zygote_can_be_closed_twice_and_before_it_is_ready():
    zygote = Zygote((), (), (0,))
    zygote.close()
    zygote.close()
    assert zygote._process.returncode is not None


@pytest.mark.parametrize("level", [3, 2, 1, 0])
def test_workers_start_under_a_umask_that_closes_new_files_to_others(level):
    before = os.umask(0o077)
    try:
        zygote = start_zygote((), (), (level,))
    except ZygoteError as error:
        pytest.skip(str(error))
    finally:
        os.umask(before)
    worker = Worker(zygote, Limits())
    loaded = worker.load([("work.py", "def f(): return 1", [])], "work")
    worker.close()
    zygote.close()
    assert loaded.names == {"f"}


WITHOUT_NAMESPACES = """
    import struct
    from grader.worker import kernel, seccomp
    from grader.sandbox.zygote_client import ZygoteError, start_zygote

    number = {number}
    program = b"".join([
        seccomp._instruction(seccomp._LOAD, 0), seccomp._instruction(seccomp._JUMP_EQ, number, 0, 1),
        seccomp._instruction(seccomp._RETURN, seccomp._ERRNO | {errno}),
        seccomp._instruction(seccomp._RETURN, seccomp._ALLOW),
    ])
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.install_filter(program)
"""


def on_a_machine_without(call: str, code: str) -> str:
    """Run code where a system call is refused, as it is in many containers."""
    column, _ = seccomp._ARCHITECTURES[os.uname().machine]
    number = seccomp._REFUSED[call][column]
    return run_python(
        textwrap.dedent(WITHOUT_NAMESPACES.format(number=number, errno=errno.EPERM)) + textwrap.dedent(code)
    )


def test_where_namespaces_are_refused_the_next_level_is_taken():
    told = on_a_machine_without("unshare", "z = start_zygote((), (), (3, 1)); print(z.level); z.close()")
    assert told == "1\n"


def test_where_no_level_works_each_reason_is_told():
    told = on_a_machine_without(
        "unshare",
        """
        try:
            start_zygote((), (), (3,))
        except ZygoteError as error:
            print(error)
        """,
    )
    assert told == "Level 3: unshare: Operation not permitted.\n"


ENDLESS = "import threading\ndef g():\n  while True: pass\nthreading.Thread(target=g).start()"


@pytest.mark.parametrize("level", [3, 2, 1])
def test_a_grader_that_is_killed_takes_zygote_and_workers_with_it(level):
    """SIGKILL cannot be handled: the kernel has to see to it."""
    source = f"""
        import os, sys
        from grader.course import Limits
        from grader.sandbox.worker_client import Worker
        from grader.sandbox.zygote_client import start_zygote

        zygote = start_zygote((), (), ({level},))
        worker = Worker(zygote, Limits())
        worker.load([("work.py", {ENDLESS!r}, [])], "work")
        print(zygote._process.pid, worker.pid, flush=True)
        sys.stdin.read()
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(source)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as grader:
        watched = [os.pidfd_open(int(pid)) for pid in grader.stdout.readline().split()]
        assert len(watched) == 2
        grader.kill()
        for descriptor in watched:
            ended, _, _ = select.select([descriptor], [], [], 30)
            os.close(descriptor)
            assert ended


def test_what_a_worker_sees_is_the_interpreter_and_the_packages_it_may_use():
    paths = libraries.visible_paths(("numpy",))
    assert any(path.endswith("/numpy") for path in paths)
    assert not any(path.endswith(("/torch", "/pytest", "/grader", "/hypothesis")) for path in paths)
    assert len(set(paths)) == len(paths)
    assert not any(
        a != b and a.startswith(b + "/") and not Path(b).is_symlink() for a in paths for b in paths
    )


def test_a_banned_package_is_one_that_is_installed_and_not_allowed():
    banned = libraries.banned_packages(("numpy",))
    assert {"pytest", "torch", "grader"} & set(banned) >= {"pytest", "grader"}
    assert not {"numpy", "msgspec", "math"} & set(banned)
    assert "pandas" not in libraries.banned_packages(("numpy", "pandas"))


@pytest.mark.parametrize("plain", [False, True])
def test_plain_numpy_does_without_what_only_newer_processors_have(plain):
    newer = libraries.newer_instructions()
    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    assert set(found) <= set(newer)
    zygote = start_zygote(("numpy",), ("numpy",), (0,), plain_numpy=plain)
    worker = Worker(zygote, Limits())
    worker.load([("work.py", _INSTRUCTIONS, [])], "work")
    used = worker.call("used", [newer], {}).value
    worker.close()
    zygote.close()
    assert used == ([] if plain else found)


def test_a_path_below_a_closed_folder_is_not_open_to_all(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir()
    (closed / "file").touch()
    closed.chmod(0o700)
    assert not libraries.readable_by_all((str(closed / "file"),))
    assert libraries.readable_by_all(("/usr",))


def test_versions_are_told_of_what_is_installed():
    assert set(libraries.versions(("numpy", "no-such-package"))) == {"numpy"}


def test_a_filter_is_made_of_whole_instructions_with_jumps_inside_it():
    program = seccomp.program(1)
    steps = list(struct.iter_unpack("<HBBI", program))
    for index, (code, on_true, on_false, value) in enumerate(steps):
        jump = code & 7 == 5
        assert not jump or index + 1 + max(on_true, on_false) < len(steps)
        assert jump or (on_true, on_false) == (0, 0)
        assert value <= 0xFFFFFFFF
    assert steps[-1][0] == seccomp._RETURN
