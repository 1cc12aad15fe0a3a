"""``grader check`` on macOS and Windows: it works where nothing can be forked and Unix's modules are missing.

The modules and functions that not every system has are hidden in every process of the command, so nothing that
``check`` loads or calls can need them.
"""

from __future__ import annotations

import pytest

HIDDEN = """
import os, select, signal, socket, subprocess, sys

for name in ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog"):
    sys.modules[name] = None

def hide(place, names):
    for name in names.split():
        if hasattr(place, name):
            delattr(place, name)

def kill(self):
    if self.poll() is None:
        os.kill(self.pid, 9)

subprocess.Popen.kill = kill  # the standard library's own way needs SIGKILL here
hide(os, "fork forkpty getuid geteuid getgid getegid setsid killpg readv writev pidfd_open wait4 getpgid getpgrp "
    "setuid setgid setresuid setresgid getgroups setgroups statvfs sched_getaffinity sched_setaffinity openpty ttyname "
    "getloadavg mkfifo chown lchown set_blocking O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_CLOEXEC")
hide(select, "poll epoll")
hide(signal, "SIGKILL SIGHUP SIGPIPE SIGSTOP SIGCONT SIGQUIT SIGUSR1 SIGUSR2 SIGALRM SIGCHLD setitimer alarm "
    "pidfd_send_signal pthread_sigmask pthread_kill sigwait")
hide(socket, "send_fds recv_fds AF_UNIX socketpair")
"""
WRONG = """\
import os

import no_such_package


def total(x):
    print("adding", len(x))
    unused = 1
    return 6.0


def spread(x):
    {end}
"""
RIGHT = "def total(x):\n    return float(sum(x))\n\n\ndef spread(x):\n    return float(max(x) - min(x))\n"


@pytest.fixture
def check(workshop, call):
    """Run ``grader check`` on a text as it runs elsewhere."""
    folder = workshop.root / "handout"
    assert call("handout", "sums", folder, "--course", workshop.course).code == 0
    site = workshop.write("site/sitecustomize.py", HIDDEN).parent

    def run(text, *arguments):
        (folder / "sums.py").write_text(text)
        environment = {"PYTHONPATH": str(site), "TMPDIR": str(workshop.root)}
        return workshop.run("check", *arguments, cwd=folder, env=environment)

    return run


def test_right_work_passes(check, workshop):
    result = check(RIGHT)
    assert (result.code, result.err) == (0, "")
    assert "2 of 2 public tests pass." in result.out


def test_wrong_work_is_explained_with_values_output_and_advice(check, workshop):
    result = check(WRONG.format(end="return 1 / 0"))
    assert result.code == 1
    for part in (
        "expected 7",
        "got      6",
        "It printed:\n      adding 3",
        "ZeroDivisionError",
        "In your code: ",
    ):
        assert part in result.out, result.out + result.err
    assert "Note: Line 3: no_such_package is not available here." in result.err
    assert not list(workshop.root.glob("grader-worker-*")), "what a worker left behind"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("while True: pass", "Your code ran longer than"),
        ("os._exit(3)", "exit code 3"),
        ("breakpoint()", "Your code starts a debugger"),
    ],
)
def test_a_function_that_does_not_return_ends_and_the_others_count(check, end, said):
    result = check(WRONG.format(end=end).replace("6.0", "7.0"))
    assert said in " ".join(result.out.split()), result.out + result.err
    assert "1 of 2 public tests pass." in result.out


def test_a_library_that_is_missing_is_named_with_the_command_that_installs_it(check, workshop):
    settings = workshop.root / "handout" / "assignment.toml"
    settings.write_text(
        settings.read_text().replace('preload = ["numpy"]', 'preload = ["numpy", "no_such_torch"]')
    )
    result = check(RIGHT)
    assert result.code == 2
    assert "This assignment needs no_such_torch, and this Python does not have it. Install it: " in result.err
    assert "-m pip install no_such_torch" in result.err
