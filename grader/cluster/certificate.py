"""Certificates of a cluster: an authority of its own, and a certificate each for scheduler, workers and client."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from grader.errors import GraderError, UsageError
from grader.output import write_atomic

DAYS: Final = 30
Role = Literal["scheduler", "worker", "client"]
ROLES: Final[tuple[Role, ...]] = ("scheduler", "worker", "client")
_CLOCKS_DIFFER: Final = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class CertificateFiles:
    """Where the certificate of one role lies, and that of the authority that signed it."""

    authority: Path
    certificate: Path
    key: Path

    @classmethod
    def of(cls, folder: Path, role: Role) -> CertificateFiles:
        """The files of a role in a folder.

        Raises
        ------
        UsageError
            One of them is missing.
        """
        files = cls(folder / "ca.pem", folder / f"{role}.pem", folder / f"{role}.key")
        for path in (files.authority, files.certificate, files.key):
            if not path.is_file():
                raise UsageError(
                    f"{path}: there is no such file. Name with --certificates the folder that "
                    "'grader cluster certificates' wrote."
                )
        return files


def write_certificates(hosts: Sequence[str], folder: Path, *, now: dt.datetime | None = None) -> None:
    """Write an authority, and certificates with keys and settings of Dask for each role.

    The key of the authority is not kept: nobody can sign further certificates with it.

    Parameters
    ----------
    hosts : sequence of str
        Names and addresses under which scheduler and workers are reached.
    folder : Path
        Must be empty or not there.
    now : datetime, optional
        When the certificates begin to hold.

    Raises
    ------
    UsageError
        The folder holds something.
    GraderError
        The library for certificates is not installed.
    """
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
    except ImportError:
        raise GraderError(
            "Certificates need the library cryptography. Install it with: pip install 'grader[cluster]'"
        ) from None
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder}: holds files already. Name an empty folder with -o.")
    begin = (now or dt.datetime.now(dt.UTC)) - _CLOCKS_DIFFER
    end = begin + dt.timedelta(days=DAYS)

    def certificate(
        name: str, key: Any, issuer: Any, issuer_key: Any, extensions: Sequence[tuple[Any, bool]]
    ) -> Any:
        builder = (
            x509.CertificateBuilder()
            .subject_name(_named(x509, name))
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(end)
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical=critical)
        return builder.sign(issuer_key, hashes.SHA256())

    authority_key = ec.generate_private_key(ec.SECP256R1())
    issuer = _named(x509, "grader cluster")
    authority = certificate(
        "grader cluster", authority_key, issuer, authority_key,
        [
            (x509.BasicConstraints(ca=True, path_length=0), True),
            (_usage(x509, signs=True), True),
            (x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), False),
        ],
    )  # fmt: skip
    names = x509.SubjectAlternativeName([_alternative_name(x509, host) for host in hosts])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    pem = serialization.Encoding.PEM
    write_atomic(folder / "ca.pem", authority.public_bytes(pem).decode(), root=folder)
    for role in ROLES:
        key = ec.generate_private_key(ec.SECP256R1())
        signed = certificate(
            f"grader {role}", key, issuer, authority_key,
            [
                (x509.BasicConstraints(ca=False, path_length=None), True),
                (_usage(x509, signs=False), True),
                (names, False),
                (x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), False),
            ],
        )  # fmt: skip
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        write_atomic(folder / f"{role}.pem", signed.public_bytes(pem).decode(), root=folder)
        write_atomic(folder / f"{role}.key", private.decode(), root=folder, mode=0o600)
        write_atomic(folder / f"{role}.yaml", _dask_settings(folder.resolve(), role), root=folder)


def _named(x509: Any, name: str) -> Any:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])


def _alternative_name(x509: Any, host: str) -> Any:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _usage(x509: Any, *, signs: bool) -> Any:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _dask_settings(folder: Path, role: Role) -> str:
    """Settings for ``DASK_CONFIG``: encryption is demanded, and work that has ended two workers is given up."""
    return f"""distributed:
  comm:
    require-encryption: true
    tls:
      ca-file: {folder / "ca.pem"}
      {role}:
        cert: {folder / f"{role}.pem"}
        key: {folder / f"{role}.key"}
  scheduler:
    allowed-failures: 1
"""
