"""The part of a handout's README that tells a student how to install, to check and to hand in."""

from __future__ import annotations

import re

from grader import __version__
from grader.course import Assignment
from grader.messages import say

_TORCH = re.compile(r"^## In PyTorch\b.*?^```", re.MULTILINE | re.DOTALL)
"""The section that shows how PyTorch does it, with examples to type."""
_SECTION = re.compile(r"^## ", re.MULTILINE)


def with_guide(statement: str, assignment: Assignment, *, names_page: bool = True) -> str:
    """The statement with the guide before its first section: a student sees it without a search.

    ``names_page`` is whether to point to the statement's page, which the page itself does not.
    """
    found = _SECTION.search(statement)
    place = found.start() if found else len(statement)
    before, after = statement[:place].rstrip(), statement[place:]
    torch = "torch" not in assignment.settings.preload and bool(_TORCH.search(statement))
    return f"{before}\n\n{_guide(assignment, names_page=names_page, offers_torch=torch)}\n" + (
        f"\n{after}" if after else ""
    )


def _guide(assignment: Assignment, *, names_page: bool, offers_torch: bool) -> str:
    """The guide as a section in Markdown."""
    modules, functions = assignment.modules, [task.function for task in assignment.settings.tasks]
    extras = "torch,watch" if "torch" in assignment.settings.preload else "watch"
    wheel = f"grader-{__version__}-py3-none-any.whl"
    command = f'python -m pip install "./{wheel}[{extras}]"'
    single = len(modules) == 1
    listed = ", ".join(f"`{name}`" for name in modules)
    notebook = modules[0].removesuffix(".py") + ".ipynb"
    return "\n".join([
        say("handout.heading"),
        "",
        *([say("handout.read"), ""] if names_page else []),
        say("handout.install", command=command, wheel=wheel),
        *([f"   {say('handout.torch')}"] if offers_torch else []),
        say("handout.write", module=modules[0], notebook=notebook)
        if single
        else say("handout.write_several", modules=listed),
        say("handout.check", function=functions[0]),
        say("handout.hand_in", modules=say("handout.or_notebook", module=modules[0]) if single else listed),
    ])  # fmt: skip
