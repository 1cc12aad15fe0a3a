"""Addresses of students' pages: 128 bits that nobody can guess, the same for as long as the course has its secret."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from pathlib import Path
from typing import Final

from grader.course import Course
from grader.output import write_atomic

_PURPOSE: Final = b"grader push page"
_FIGURES: Final = 32
_KEY_FILE: Final = "page.key"


class PageAddresses:
    """The addresses of a course.

    Parameters
    ----------
    key : bytes
    """

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def of(cls, course: Course, results: Path) -> PageAddresses:
        """From the course secret; where everybody knows that one, from a key kept with the results."""
        if not course.has_public_secret:
            return cls(hmac.new(course.secret(), _PURPOSE, hashlib.sha256).digest())
        path = results / ".grader" / _KEY_FILE
        if not path.exists():
            write_atomic(path, secrets.token_bytes(32), mode=0o600, root=results)
        return cls(path.read_bytes())

    def token(self, student: str, assignment: str) -> str:
        """The unguessable part of an address, 32 hexadecimal figures."""
        message = json.dumps([student, assignment]).encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()[:_FIGURES]

    def path(self, student: str, assignment: str) -> str:
        """The address from the server on: ``/r/<token>/``."""
        return f"/r/{self.token(student, assignment)}/"
