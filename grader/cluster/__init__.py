"""Grade a class on several machines with Dask.

::

    client (has the course secret)               machine with `dask worker`
    ClusterExecutor ── batch of submissions ──►  grade_batch ── LocalExecutor ── grading process ── jailed workers
                    ◄── records as bytes ──────

`bundle.py` packs what grading one assignment needs, without the course secret. `batch_message.py` is what is said
between client and workers: bytes of MessagePack, so that no object of ours is pickled. `batch_task.py` runs on the
workers, `cluster_executor.py` on the client, `cluster_connection.py` connects and checks versions.
`certificate.py` writes the certificates: Dask unpickles what it is sent, so whoever reaches the scheduler runs code,
and every connection is encrypted with mutual authentication, on one machine as well.

Dask is imported only where a cluster is used (extra ``[cluster]``).
"""
