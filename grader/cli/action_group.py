"""A command with actions, such as ``grader gradebook show``: only the module of the called action is imported."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class ActionGroup(click.Group):
    """A group of actions that lie in modules of ``grader.cli``.

    Parameters
    ----------
    actions : mapping
        Module and description of each action, by name. The module holds the command under the action's name.
    """

    def __init__(self, *args: Any, actions: Mapping[str, tuple[str, str]], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._actions = actions

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self._actions)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self._actions:
            return None
        module = importlib.import_module(f"grader.cli.{self._actions[cmd_name][0]}")
        action: click.Command = getattr(module, cmd_name)
        return action

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._actions.items()])


__all__ = ["ActionGroup"]
