"""What code in a worker can do, found by trying it: the probe matrix of ``grader doctor --probe``.

`inside.py` is the code that tries, loaded like a submission. Every question gets a worker of its own, so that no
attempt changes the next one's chances.
"""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from grader.course import Limits
from grader.sandbox.call_failure import StudentError, WorkerFailure
from grader.sandbox.worker_client import Worker
from grader.sandbox.zygote_client import Zygote, start_zygote

_VARIABLE = "GRADER_PROBE"
_MEMORY_MIB = 64
QUESTIONS: dict[str, tuple[str, ...]] = {
    "read": (
        "read_the_hidden_tests", "read_the_reference", "read_the_course_secret",
        "read_etc_passwd", "read_the_list_of_processes", "read_the_environment_of_the_parent",
        "read_the_memory_of_the_parent",
    ),
    "see": (
        "see_a_variable_of_the_grader", "see_a_descriptor_of_the_grader", "see_the_parents_pid",
        "see_a_network_card", "see_the_name_of_the_machine", "be_root",
    ),
    "write": (
        "write_to_its_scratch", "write_where_the_grader_could_see_it", "write_to_the_packages",
        "write_to_the_project", "write_to_the_home_folder", "write_to_the_root_folder", "make_a_link_out",
        "make_a_device",
    ),
    "send": (
        "connect_to_the_network", "connect_over_ipv6", "listen_on_loopback", "connect_to_a_service_on_loopback",
        "connect_to_an_abstract_socket", "open_a_raw_socket", "open_a_netlink_socket",
    ),
    "share": (
        "see_what_is_in_the_page_cache", "throw_a_file_out_of_the_page_cache", "count_waits_for_the_disk",
        "lock_a_library", "lock_a_record_of_a_library", "mark_a_library_with_a_hint", "hear_who_reads_a_library",
        "wait_on_a_page_of_a_library", "number_a_pipe", "number_a_socket", "count_threads_of_the_machine",
        "count_free_blocks", "ask_the_channel_for_a_network_card", "read_anothers_clock",
    ),
    "signal": ("signal_the_grader", "signal_its_parent", "signal_everybody"),
    "start": ("start_a_process", "start_a_program", "start_a_thread", "start_a_session", "run_machine_code"),
    "take": (
        "take_more_memory_than_allowed", "raise_its_own_limits", "choose_its_processor", "become_another_user",
    ),
    "call": (
        "ptrace", "process_vm_readv", "pidfd_getfd", "unshare", "setns", "mount", "umount2", "pivot_root", "chroot",
        "clone3", "memfd_create", "execveat", "keyctl", "add_key", "bpf", "perf_event_open", "userfaultfd",
        "io_uring_setup", "personality", "init_module", "open_by_handle_at", "rt_sigqueueinfo",
        "sched_setscheduler", "prlimit64", "setpriority", "ioprio_set", "swapon", "fanotify_init",
        "mincore", "cachestat", "readahead", "splice", "mbind", "getsockopt", "statx", "futex_wait", "x32 getpid",
    ),
}  # fmt: skip
"""What is asked, by kind; the last kind are calls into the kernel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One row of the matrix at one level."""

    kind: str
    question: str
    possible: bool
    said: str
    """``yes``, or the refusal in the kernel's word."""


def probe(level: int) -> list[Answer]:
    """Ask every question at an isolation level.

    Raises
    ------
    ZygoteError
        This machine does not reach the level.
    """
    with _surroundings() as places:
        zygote = start_zygote(("numpy",), ("numpy",), (level,))
        try:
            return [_ask(zygote, kind, one, places) for kind, all_of in QUESTIONS.items() for one in all_of]
        finally:
            zygote.close()


def _ask(zygote: Zygote, kind: str, question: str, places: dict[str, Any]) -> Answer:
    worker = Worker(zygote, Limits(timeout_s=5.0, memory_mib=_MEMORY_MIB))
    try:
        worker.load(
            [("inside.py", Path(__file__).with_name("inside.py").read_text(encoding="utf-8"), [])], "inside"
        )
        said = str(
            worker.call("call", [question]).value if kind == "call" else worker.call(question, [places]).value
        )
    except WorkerFailure as failure:
        said = failure.verdict.value
    except StudentError as error:
        said = error.type_name
    finally:
        worker.close()
    return Answer(kind=kind, question=question, possible=said == "yes", said=said)


@contextmanager
def _surroundings() -> Iterator[dict[str, Any]]:
    """Things worth an attempt: files, a variable, a descriptor, services, all of them stand-ins."""
    with (
        tempfile.TemporaryDirectory(prefix="grader-probe-") as name,
        socket.socket() as service,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "hidden").mkdir()
        (folder / "open").mkdir()
        (folder / "open").chmod(0o777)
        (folder / "reference.py").write_text("answer = 42")
        secret = folder / "secret"
        secret.touch(0o600)
        service.bind(("127.0.0.1", 0))
        service.listen()
        abstract.bind(f"\0grader-probe-{os.getpid()}")
        abstract.listen()
        os.environ[_VARIABLE] = "seen"
        try:
            yield {
                "hidden": str(folder / "hidden"), "reference": str(folder / "reference.py"), "secret": str(secret),
                "outside": str(folder / "open" / "file"), "home": str(Path.home()), "variable": _VARIABLE,
                "packages": str(Path(np.__file__).parents[1]), "project": str(Path(__file__).parents[1]),
                "hostname": socket.gethostname(), "port": service.getsockname()[1],
                "abstract": f"grader-probe-{os.getpid()}", "grader": os.getpid(), "memory": 4 * _MEMORY_MIB << 20,
            }  # fmt: skip
        finally:
            del os.environ[_VARIABLE]
