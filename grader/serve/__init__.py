"""Grade what students push, on the course's own machine: no hidden test is ever where their code or workflow runs.

::

    hook, webhook, poll ──Hint──► PushQueue (SQLite) ──job──► fetch ──► grade ──► record, attempt, page, post
      push_source.py               queue_rule.py         commit_fetch.py  grading_loop.py        outbox.py

A hint says that a ref moved, and no more; what counts is the commit, which is fetched from an address that the course
names. The page of a student is written before anything is posted to a forge, so that no limit of a forge delays a
result. Every step can be repeated without a second effect: a server that is killed goes on where it was.

Threads: one writes to the queue (`queue_database.py`), some fetch (each git in a session of its own, as a user without
rights: `git_process.py`), some grade (each keeps processes of several assignments open: `executor_pool.py`), one polls
each source, one posts. Rules (order, superseding, limits, retries) are functions of plain data in `queue_rule.py`.

What comes from outside is a name, a digest or bytes: no ref, author or message is shown or logged. The libraries of
the extra ``serve`` are imported only by `http_application.py`, `http_server.py` and the modules of forges
(`forge_client.py`, `forge_source.py`, `github_source.py`, `gitea_source.py`, `gitlab_source.py`).
"""
