"""A cluster on loopback: a real scheduler and real workers of Dask, ended when the tests of a file are done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.cluster.certificate import write_certificates

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'grader[cluster]'")
pytest.importorskip("cryptography", reason="cryptography is not installed: pip install 'grader[cluster]'")

from benchmarks.loopback_cluster import HOST, LoopbackCluster, loopback_cluster


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates") / "ours"
    write_certificates([HOST], folder)
    return folder


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, certificates: Path) -> Iterator[LoopbackCluster]:
    """A scheduler with two workers that are ready."""
    with loopback_cluster(tmp_path_factory.mktemp("cluster"), 2, certificates) as found:
        yield found
