"""Who gives a command, where the system knows no name."""

import getpass
import os

import pytest

from grader.gradebook.login_name import login_name


@pytest.mark.parametrize("error", [KeyError, OSError])
def test_a_user_without_a_login_name_is_named_by_number(monkeypatch, error):
    def unknown():
        raise error("no such user")

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert login_name() == f"user {os.getuid()}"


def test_a_login_name_is_used(monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "ada")
    assert login_name() == "ada"
