"""A worker reads the libraries and writes its scratch, and reaches no other file."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import numpy as np
import pytest
from expectation import KERNEL, error_of, from_level

from grader.sandbox import libraries

PROJECT = Path(__file__).resolve().parents[3]


@from_level(2)
def test_no_file_of_the_project_the_machine_or_another_process_can_be_read(make_worker, open_folder):
    open_to_all = open_folder / "answers.txt"
    open_to_all.write_text("41")
    open_to_all.chmod(0o666)
    worker = make_worker(f"{KERNEL}\ndef f(path): return error_of(open, path) or error_of(os.listdir, path)")
    paths = [
        __file__, PROJECT / "pyproject.toml", PROJECT / "grader/sandbox/worker_client.py", PROJECT / "assignments",
        open_to_all, "/etc/passwd", "/etc/shadow", "/home", "/root/.bashrc", "/var", "/run", "/sys/kernel",
        "/proc/self/environ", "/proc/self/mem", "/proc/1/cmdline", f"/proc/{os.getpid()}/environ",
        f"/proc/{os.getpid()}/root/etc/passwd", "/dev/mem", "/dev/tty",
    ]  # fmt: skip
    readable = [
        path for path in map(str, paths) if worker.call("f", [path]).value not in (errno.EACCES, errno.ENOENT)
    ]
    assert readable == []


@from_level(3)
def test_only_interpreter_and_libraries_are_in_the_file_system(make_worker):
    worker = make_worker(
        "import os\ndef f(top, names):\n"
        "  here = os.listdir(top) if os.path.isdir(top) else []\n"
        "  return os.listdir('/'), [n for n in here if n in names], os.getcwd(), os.listdir('.'), os.listdir('/proc')"
    )
    root, project, cwd, here, proc = worker.call(
        "f", [str(PROJECT), [p.name for p in PROJECT.iterdir()]]
    ).value
    visible = libraries.visible_paths(("numpy",))
    allowed = {Path(path).parts[1] for path in visible} | {"tmp", "dev", "scratch", "proc"}
    assert set(root) <= allowed
    below = [Path(path).relative_to(PROJECT) for path in visible if Path(path).is_relative_to(PROJECT)]
    assert set(project) <= {path.parts[0] for path in below}
    assert (cwd, here, proc) == ("/scratch", [], ["cpuinfo"])


@from_level(2)
def test_what_no_submission_needs_of_the_libraries_is_left_out(make_worker):
    """A file that nobody reads is one on which a worker could leave a mark for the next."""
    visible = libraries.visible_paths(("numpy",))
    files = [
        file for path in libraries.left_out(visible) for file in Path(path).rglob("*.*") if file.is_file()
    ]
    others = {path for path in Path("/usr/lib").glob("*/*") if path.is_file()}
    unseen = {path for path in others if not str(path).startswith(visible)} | (others & set(files))
    tried = [str(path) for path in (*files[::20], *unseen)]
    assert len(tried) >= 10
    worker = make_worker(
        f"{KERNEL}\ndef f(paths): return [error_of(open, path, 'rb') for path in paths]\n"
        "def g(): import numpy.distutils, numpy.f2py, xml.dom.minidom, wsgiref.util; return True"
    )
    assert set(worker.call("f", [tried]).value) <= {errno.ENOENT, errno.EACCES}
    assert worker.call("g", []).value is True


@from_level(2)
def test_nothing_outside_its_scratch_can_be_written_changed_or_removed(make_worker, open_folder, level):
    victim = open_folder / "victim.txt"
    victim.write_text("untouched")
    victim.chmod(0o666)
    before = victim.stat()
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(victim, folder):\n"
        "  new = folder + '/new'\n"
        "  attempts = [\n"
        "    (open, victim, 'a'), (open, victim, 'w'), (os.truncate, victim, 0), (os.chmod, victim, 0),\n"
        "    (os.unlink, victim), (os.utime, victim, (0, 0)), (os.chown, victim, -1, -1), (os.rename, victim, new),\n"
        "    (os.link, victim, new), (os.symlink, victim, new), (os.mkdir, new), (open, new, 'w'),\n"
        "    (os.mkfifo, new), (os.rmdir, folder), (os.setxattr, victim, 'user.x', b'1')]\n"
        "  return [a[0].__name__ for a in attempts if error_of(*a) == 0]"
    )
    assert worker.call("f", [str(victim), str(open_folder)]).value == []
    assert victim.read_text() == "untouched"
    assert list(open_folder.iterdir()) == [victim]
    after = victim.stat()
    for field in ("st_mode", "st_mtime_ns", "st_nlink", "st_uid", "st_size"):
        assert getattr(after, field) == getattr(before, field)
    folders = ["/", "/usr", "/etc", "/var/tmp", np.__path__[0], sys.prefix, str(PROJECT)]
    folders += [] if level == 3 else ["/tmp", "/dev/shm"]
    assert [d for d in folders if worker.call("f", [d + "/none", d]).value] == []


@from_level(1)
def test_a_file_keeps_its_mode_owner_times_and_length_whoever_owns_it(make_worker, open_folder):
    """Landlock guards none of these, and as an ordinary user the student's code has the owner's id."""
    victim = open_folder / "own.txt"
    victim.write_text("own")
    worker = make_worker(
        f"{KERNEL}\n"
        "def f(p): return [error_of(os.chmod, p, 0), error_of(os.utime, p), error_of(os.chown, p, -1, -1),\n"
        "                  error_of(os.truncate, p, 0)]"
    )
    assert worker.call("f", [str(victim)]).value == [errno.EPERM] * 4
    assert victim.read_text() == "own"


@from_level(3)
def test_scratch_is_private_and_empty_for_the_next_worker(make_worker):
    write = (
        "import tempfile\ndef f():\n"
        "  for d in ('/scratch', '/dev/shm'): open(d + '/left-behind', 'w').write('x')\n"
        "  return tempfile.gettempdir()"
    )
    read = "import os\ndef f(): return os.listdir('/scratch') + os.listdir('/dev/shm')"
    first, second = make_worker(write), make_worker(read)
    assert first.call("f", []).value == "/scratch"
    assert second.call("f", []).value == []
    assert make_worker(read).call("f", []).value == []
    assert not Path("/tmp/left-behind").exists()
    assert not Path("/dev/shm/left-behind").exists()


@from_level(3)
@pytest.mark.parametrize(
    "source",
    ["def f(): open('big', 'wb').write(bytes(65 << 20))",
     "def f():\n  for d in range(9): open(f'/scratch/{d}', 'wb').write(bytes(16 << 20))",
     "def f():\n  for n in range(6000): open(f'/dev/shm/{n}', 'w').close()"],
    ids=["one file", "several files", "many files"],
)  # fmt: skip
def test_scratch_holds_64_mib_and_4096_files(make_worker, source):
    error = error_of(make_worker(source, memory_mib=256))
    assert error.type_name == "OSError"
    assert "No space" in error.text or "File too large" in error.text


def test_files_are_created_closed_to_others_and_few_can_be_open(make_worker):
    worker = make_worker("import os\ndef f(): return os.umask(0), len([os.dup(0) for _ in range(100)])")
    assert error_of(worker).text == "[Errno 24] Too many open files"
    assert make_worker("import os\ndef f(): return os.umask(0)").call("f", []).value == 0o077
