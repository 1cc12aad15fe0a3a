"""The course secret stays on the client: it is in no message, in no file that a worker spills, and in no log."""

from __future__ import annotations

import base64

import pytest

from benchmarks.loopback_cluster import loopback_cluster
from grader.cluster.cluster_connection import connected
from grader.cluster.cluster_executor import cluster_executors
from grader.grading import Job, grade_all

SECRET = b"what only the staff may know"
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(xs):\n    return float(sum(xs))\n"
SPILLS_EVERYTHING = {
    "DASK_DISTRIBUTED__WORKER__MEMORY__TARGET": "1e-9",
    "DASK_DISTRIBUTED__WORKER__MEMORY__SPILL_COMPRESSION": "False",
}


def spellings(secret):
    return [secret, secret.hex().encode(), base64.b64encode(secret)[:-4]]


@pytest.fixture
def messages(monkeypatch):
    """Everything that this process sends over connections of Dask, before it is encrypted."""
    from distributed.comm import tcp

    found, write_frames = [], tcp.to_frames

    async def noted(*arguments, **settings):
        frames = await write_frames(*arguments, **settings)
        found.extend(bytes(frame) for frame in frames)
        return frames

    monkeypatch.setattr(tcp, "to_frames", noted)
    return found


@pytest.fixture
def spilling_cluster(tmp_path, certificates):
    """One worker that writes every result to its disk at once."""
    with loopback_cluster(tmp_path / "spilling", 1, certificates, SPILLS_EVERYTHING) as cluster:
        yield cluster


def test_the_course_secret_is_in_no_message_spill_file_or_log(
    tiny_course, spilling_cluster, messages, monkeypatch
):
    from distributed import Future

    tiny_course.write(".grader/secret", SECRET.decode())
    course, kept = tiny_course.course, []
    assert course.secret() == SECRET
    works = tuple(tiny_course.work(RIGHT, student=f"student{n:02}") for n in range(5))
    with connected(spilling_cluster.address, spilling_cluster.certificates) as client:
        hand_over = client.submit

        def held(*arguments, **settings):
            """A second claim on the result: else it would leave the disk as soon as it is taken."""
            task = hand_over(*arguments, **settings)
            kept.append(Future(task.key, client))
            return task

        monkeypatch.setattr(client, "submit", held)
        job = Job(assignment=tiny_course.assignment, works=works)
        assert len(list(grade_all([job], cluster_executors(client, course)))) == len(works)
        spilled = [path for path in spilling_cluster.root.glob("scratch/**/storage/*") if path.is_file()]
        files = {path: path.read_bytes() for path in spilling_cluster.root.rglob("*") if path.is_file()}
    assert any(course.seed_key("tiny") in message for message in messages), (
        "messages are seen as they are sent"
    )
    assert any(b"student03" in files[path] for path in spilled), "results are spilled, and can be read"
    assert {path.name.split("-")[0] for path in files if path.suffix == ".log"} == {"scheduler", "worker"}
    for spelling in spellings(SECRET):
        assert not [message for message in messages if spelling in message]
        assert not [path for path, content in files.items() if spelling in content]
