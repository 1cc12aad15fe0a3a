"""The connection to a cluster: encrypted with mutual authentication, and only to workers that grade as this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from grader.cluster.certificate import CertificateFiles
from grader.errors import GraderError, UsageError

if TYPE_CHECKING:
    from distributed import Client

CONNECT_S: Final = 15.0
INSTALL: Final = "pip install 'grader[cluster]'"


class ClusterError(GraderError):
    """The cluster cannot be reached, has no fit worker, or was lost."""


@contextmanager
def connected(address: str, certificates: Path) -> Iterator[Client]:
    """A client of the cluster's scheduler.

    Parameters
    ----------
    address : str
        ``tls://HOST:PORT`` of the scheduler.
    certificates : Path
        The folder that ``grader cluster certificates`` wrote.

    Raises
    ------
    UsageError
        The address is not encrypted, or a certificate is missing.
    ClusterError
        Dask is not installed, the scheduler does not answer, or it does not accept the certificate.
    """
    if not address.startswith("tls://"):
        raise UsageError(
            f"--cluster {address}: expected tls://HOST:PORT. Dask unpickles what it is sent, so whoever can connect "
            "runs code; a connection without TLS is refused on every network, this machine included."
        )
    files = CertificateFiles.of(certificates, "client")
    try:
        from distributed import Client, Security  # a second and more, for those who grade on a cluster
    except ImportError:
        raise ClusterError(f"Dask is not installed. Install it with: {INSTALL}") from None
    security = Security(
        require_encryption=True, tls_ca_file=str(files.authority), tls_client_cert=str(files.certificate),
        tls_client_key=str(files.key),
    )  # fmt: skip
    try:
        client = Client(address, security=security, timeout=CONNECT_S, set_as_default=False)
    except OSError as error:
        raise ClusterError(
            f"--cluster {address}: the scheduler cannot be reached: {_first_line(error)} Check that it runs, that "
            f"its address stands in its certificate, and that its certificate and the one in {certificates} are of one "
            "authority."
        ) from None
    try:
        yield client
    finally:
        client.close(timeout=2)


def workers_of(client: Client) -> dict[str, dict[str, Any]]:
    """What the scheduler knows of its workers, by address."""
    workers: dict[str, dict[str, Any]] = client.scheduler_info(n_workers=-1)["workers"]
    return workers


def _first_line(error: BaseException) -> str:
    text = str(error).strip().partition("\n")[0]
    return text if text.endswith(".") else f"{text}."
