"""What the client and the workers of a cluster say to each other: typed messages in MessagePack."""

from __future__ import annotations

import platform

import msgspec

from grader.grading.process_protocol import Refused
from grader.grading.unit_key import engine_sha256
from grader.model import Record
from grader.sandbox import libraries


class Versions(msgspec.Struct, frozen=True, kw_only=True):
    """What must be equal on all machines, so that a result does not depend on where it was made."""

    engine: str
    """Digest of the code of grader."""
    python: str
    libraries: dict[str, str]


class BatchOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch is graded with."""

    bundle: str
    """Digest of the files of the course."""
    assignment: str
    seed_key: bytes
    highest_level: int
    versions: Versions


class NeedsBundle(msgspec.Struct, frozen=True, tag=True):
    """The worker does not have the files of the course: it asks for them by sending this back."""


class OtherVersions(msgspec.Struct, frozen=True, tag=True):
    """The worker would grade with other code than the client."""

    worker: str
    differences: str


class BatchRefused(msgspec.Struct, frozen=True, tag=True):
    """Nothing of this assignment can be graded on the worker."""

    worker: str
    refused: Refused


class Graded(msgspec.Struct, frozen=True, tag=True):
    """One record for each submission of the batch, in order."""

    records: list[Record]
    folders: tuple[str, str]
    """Where the course and its reference lay on the worker: tracebacks for the staff name files there."""


BatchAnswer = NeedsBundle | OtherVersions | BatchRefused | Graded
encode = msgspec.msgpack.encode
decode_order = msgspec.msgpack.Decoder(BatchOrder).decode
decode_answer = msgspec.msgpack.Decoder(BatchAnswer).decode


def versions_here(packages: tuple[str, ...]) -> Versions:
    """The versions of this machine."""
    return Versions(
        engine=engine_sha256(), python=platform.python_version(), libraries=libraries.versions(packages)
    )


def differences(wanted: Versions, found: Versions) -> str:
    """What differs, in words; empty if nothing does.

    Examples
    --------
    >>> wanted = Versions(engine="a", python="3.11.7", libraries={"numpy": "2.4.6"})
    >>> differences(wanted, Versions(engine="a", python="3.11.7", libraries={"numpy": "2.4.5"}))
    'numpy 2.4.5 instead of 2.4.6'
    """
    names = sorted(wanted.libraries.keys() | found.libraries.keys())
    pairs = [("Python", wanted.python, found.python)]
    pairs += [(name, wanted.libraries.get(name, ""), found.libraries.get(name, "")) for name in names]
    told = [f"{name} {there or 'missing'} instead of {here}" for name, here, there in pairs if here != there]
    if wanted.engine != found.engine:
        told.insert(0, f"grader {found.engine[:12]} instead of {wanted.engine[:12]}")
    return ", ".join(told)
