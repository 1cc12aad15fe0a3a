"""Grading on a cluster gives the records of this machine, whatever ends on the way."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import msgspec
import pytest

from benchmarks.loopback_cluster import LoopbackCluster
from grader.cluster import cluster_executor
from grader.cluster.certificate import write_certificates
from grader.cluster.cluster_connection import ClusterError, connected, workers_of
from grader.cluster.cluster_executor import ClusterExecutor, cluster_executors
from grader.course import load_course
from grader.errors import UsageError
from grader.grading import Job, grade_all, local_executors

STUB = "def double(x):\n    raise NotImplementedError\n"
RIGHT = """import numpy as np


def double(x):
    return 2 * x


def total(xs):
    return float(np.sum(xs))
"""
WRONG = RIGHT.replace("2 * x", "3 * x")
CRASHING = RIGHT.replace("    return 2 * x", "    import os\n    os._exit(3)")


@pytest.fixture
def course(tiny_course):
    tiny_course.write(".grader/secret", "what only the staff may know")
    return tiny_course


def works_of(course, count):
    texts = [RIGHT, STUB, CRASHING, WRONG]
    return tuple(course.work(texts[n % 4], student=f"student{n:02}") for n in range(count))


def told(record):
    """What does not depend on the clock."""
    tests = [(t.id, t.verdict, t.points, t.message, t.hint) for t in record.report.tests]
    return (
        record.report.student,
        record.report.score,
        record.key,
        tests,
        [(t.id, t.seed, t.traceback) for t in record.staff],
    )


def graded(course, works, factory):
    job = Job(assignment=course.assignment, works=works)
    return sorted(told(record) for record in grade_all([job], factory))


def test_records_are_those_of_this_machine(cluster, course):
    """Tracebacks for the staff name the files of this machine's course as well, not those of a worker."""
    works = works_of(course, 9)
    with connected(cluster.address, cluster.certificates) as client:
        there = graded(course, works, cluster_executors(client, course.course))
    assert there == graded(course, works, local_executors(course.course, 1))
    assert str(course.course.folder) in str(there)


def test_a_worker_that_is_killed_loses_nothing(cluster, course):
    """The nanny replaces it, and its batch is graded again."""
    works, done, killed = works_of(course, 30), [], 0
    with connected(cluster.address, cluster.certificates) as client:
        pids = client.run(os.getpid)
        job = Job(assignment=course.assignment, works=works)
        for record in grade_all([job], cluster_executors(client, course.course)):
            done.append(record)
            if len(done) in (3, 12) and pids:
                os.kill(pids.popitem()[1], signal.SIGKILL)
                killed += 1
        client.wait_for_workers(2, timeout=60)
    assert killed == 2
    assert sorted(map(told, done)) == graded(course, works, local_executors(course.course, 1))


def test_nothing_is_left_on_the_workers(cluster, course):
    """Neither the grading process nor the files of the course."""
    with connected(cluster.address, cluster.certificates) as client:
        workers = set(client.run(os.getpid).values())
        job = Job(assignment=course.assignment, works=works_of(course, 4))
        for record in grade_all([job], cluster_executors(client, course.course)):
            assert record.report.student
            assert grading_processes(workers)
            assert bundle_folders(cluster)
    assert not grading_processes(workers)
    assert not bundle_folders(cluster)


def grading_processes(parents):
    """Grading processes among the children of these processes."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended
            parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            if parent in parents and "grader.grading" in (path / "cmdline").read_text():
                found.append(int(path.name))
    return found


def bundle_folders(cluster):
    return list((cluster.root / "scratch").rglob("grader-bundle-*"))


def test_a_worker_with_another_engine_is_refused_by_name(cluster, course, monkeypatch):
    here = cluster_executor.versions_here
    monkeypatch.setattr(
        cluster_executor,
        "versions_here",
        lambda packages: msgspec.structs.replace(here(packages), engine="0" * 64),
    )
    with (
        connected(cluster.address, cluster.certificates) as client,
        pytest.raises(
            ClusterError,
            match=r"would grade with other code than this machine: tls://.*grader [0-9a-f]+ instead of 0+",
        ),
    ):
        graded(course, works_of(course, 1), cluster_executors(client, course.course))


def test_a_connection_without_encryption_is_refused(cluster):
    address = cluster.address.replace("tls://", "tcp://")
    with (
        pytest.raises(UsageError, match=r"expected tls://HOST:PORT\. Dask unpickles what it is sent"),
        connected(address, cluster.certificates),
    ):
        pass


def test_a_certificate_of_another_authority_is_refused(cluster, tmp_path):
    write_certificates(["127.0.0.1"], tmp_path / "foreign")
    with (
        pytest.raises(ClusterError, match="the scheduler cannot be reached"),
        connected(cluster.address, tmp_path / "foreign"),
    ):
        pass


def test_the_scheduler_answers_nobody_without_encryption(cluster):
    """Whatever a client is willing to do: the port speaks TLS alone."""
    from distributed import Client

    with pytest.raises(OSError, match=r"Timed out|reset|closed"):
        Client(cluster.address.replace("tls://", "tcp://"), timeout=3, set_as_default=False)


def test_a_worker_with_a_foreign_certificate_cannot_join(cluster, tmp_path):
    foreign = LoopbackCluster(tmp_path, tmp_path / "foreign")
    write_certificates(["127.0.0.1"], foreign.certificates)
    foreign.port = cluster.port
    foreign.start_worker(death_timeout_s=5)
    try:
        (nanny,) = foreign.nannies
        assert nanny.wait(timeout=60) != 0
        assert "certificate" in (tmp_path / "worker-1.log").read_text().lower()
    finally:
        foreign.close()
    with connected(cluster.address, cluster.certificates) as client:
        assert len(workers_of(client)) == 2


def test_a_timed_exercise_needs_a_worker_that_is_meant_for_it(cluster):
    shipped = load_course(Path(__file__).parents[3] / "assignments")
    with (
        connected(cluster.address, cluster.certificates) as client,
        pytest.raises(ClusterError, match=r'is timed, and none of the 2 workers .* --resources "timing=1"'),
    ):
        ClusterExecutor(client, shipped, shipped.assignment("pairwise_distances"), 1)
