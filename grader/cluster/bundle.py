"""A bundle: the files that grading one assignment needs, as bytes that are named by their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from grader.course import Assignment, Course
from grader.errors import CourseError
from grader.packing.course_copy import course_files

COURSE: Final = "assignments"
"""The folder of a bundle that holds ``course.toml``."""
_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(dict[str, bytes]).decode


def pack_bundle(course: Course, assignment: Assignment) -> bytes:
    """The files of one assignment by path, in sorted order: equal files give equal bytes.

    The course secret is not among them.

    Raises
    ------
    CourseError
        A file cannot be read.
    """
    return _encode(dict(sorted(course_files(course, assignment).items())))


def bundle_digest(bundle: bytes) -> str:
    """SHA-256 of a bundle."""
    return hashlib.sha256(bundle).hexdigest()


def unpack_bundle(bundle: bytes, digest: str, folder: Path) -> None:
    """Write the files of a bundle into an empty folder that only its owner can read.

    Raises
    ------
    CourseError
        The bytes are not those of the digest, or a path leads out of the folder.
    """
    if bundle_digest(bundle) != digest:
        raise CourseError(
            f"The files of the course arrived damaged: expected the digest {digest}, got {bundle_digest(bundle)}. "
            "Start the run again with --resume."
        )
    files: Mapping[str, bytes] = _decode(bundle)
    folder.chmod(0o700)
    for name, data in files.items():
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise CourseError(f"{name}: a file of the course lies outside the bundle. Nothing is graded.")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
