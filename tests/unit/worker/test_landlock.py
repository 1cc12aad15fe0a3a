"""Descriptors of Landlock's rules, where the kernel refuses something."""

from __future__ import annotations

import errno
import os

import pytest

from grader.worker import kernel, landlock


@pytest.fixture
def rules(monkeypatch):
    """A kernel that makes a ruleset, and refuses whatever is asked of it then."""
    descriptor = os.open("/dev/null", os.O_RDONLY)

    def refuse(*_: object) -> None:
        raise OSError(errno.EINVAL, "refused")

    monkeypatch.setattr(kernel, "landlock_abi", lambda: 1)
    monkeypatch.setattr(kernel, "landlock_create", lambda _: descriptor)
    monkeypatch.setattr(kernel, "landlock_allow", refuse)
    monkeypatch.setattr(kernel, "landlock_restrict", refuse)
    return descriptor


def is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_rules_are_closed_where_one_of_them_is_refused(rules):
    with pytest.raises(OSError, match="refused"):
        landlock.ruleset(("/",), ())
    assert not is_open(rules)


def test_rules_are_closed_where_they_cannot_be_applied(rules):
    with pytest.raises(OSError, match="refused"):
        landlock.restrict(rules)
    assert not is_open(rules)
