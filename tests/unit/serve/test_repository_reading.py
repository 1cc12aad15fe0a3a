"""A look at many repositories: what keeps one of them from being read hides no other."""

from __future__ import annotations

from hostile_repository import BareRepository

from grader.serve.git_process import GitUser
from grader.serve.push_source import FetchAddress
from grader.serve.repository_reading import polled_heads


def test_a_repository_that_cannot_be_read_is_told_and_the_others_are_looked_at(open_folder, monkeypatch):
    """One is not there; one has more refs than are read."""
    for name, refs in (("many", 3), ("one", 1)):
        repository = BareRepository(open_folder / f"{name}.git")
        for number in range(refs):
            repository.point(f"refs/heads/b{number}", repository.files())
    monkeypatch.setattr("grader.serve.commit_fetch._LIST_BYTES", 80)
    told = []
    hints = polled_heads(
        ["none", "many", "one"], lambda name: FetchAddress(url=f"file://{open_folder}/{name}.git"),
        GitUser.named("nobody"), lambda: False, lambda name, _: told.append(name),
    )  # fmt: skip
    assert [(hint.repository, hint.ref, hint.via) for hint in hints] == [("one", "refs/heads/b0", "poll")]
    assert told == ["none", "many"]
