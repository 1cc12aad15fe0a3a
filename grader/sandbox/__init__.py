"""Run student code in a jailed process and let only data come back.

Theory of operation
-------------------
Three kinds of process::

    grading process (trusted)  ──exec──►  zygote (jailed, no secrets)  ──fork──►  worker (one per submission)
    hidden tests, reference,              interpreter and libraries               private /tmp, no network, no other
    seeds, clock, comparison              loaded once, one thread                 process to see; the student's module
            │  control socket: JSON lines        │                                        │
            ├────────────────────────────────────┘                                        │
            └── one socket per worker: frames of typed data, and one pipe for what it prints ┘

The grading process starts the zygote with a clean environment (`zygote_client.py`) and asks it for forks. With
each request go the worker's ends of a fresh socket and a fresh pipe; back come a pidfd and, when the worker
is gone, its exit status and CPU time. All limits are enforced by the grading process (`worker_process.py`): wall
time and CPU time are read from outside (`deadline.py`), output and replies are counted as they arrive, and a
worker that passes a limit is killed through its pidfd. The kernel adds limits on memory, files and processes.

Nothing a worker says is believed except as data: a reply is decoded against a closed union
(`grader.wire`, `reply_validation.py`), and a reply that is malformed, late, unasked or too large is the verdict
``crashed``. A worker is seen in three steps: its process (`worker_process.py`), one request and its reply
(`worker_exchange.py`), and what can be asked (`worker_client.py`). `worker_session.py` keeps one worker per submission.

Which walls this machine offers is found out by trying (`zygote_client.py`); `libraries.py` says what is inside them.
Where nothing can be forked, `grader check` starts each worker by itself, without walls (`spawned_worker.py`).
"""
