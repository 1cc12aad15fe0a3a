"""The metadata of a Gradescope export: only what tells whose a submission is, and when it came.

The file also holds all results of all attempts. PyYAML's safe C loader takes 10 s for 4 MB of them, nearly all to guess
the types of values. Here the events of its C parser are read, in an eighth of the time: nothing is constructed, every
value is text, so a student number keeps its zeros, and results are skipped.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from grader.errors import UsageError
from grader.intake.submission import megabytes

METADATA: Final = "submission_metadata.yml"
METADATA_BYTES: Final = 64 << 20

_WANTED: Final = frozenset({":submitters", ":created_at", ":history", ":name", ":sid", ":email"})

Value = str | list["Value"] | dict[str, "Value"]
"""What is read of YAML: text, lists and mappings."""


def parse_metadata(raw: bytes) -> Mapping[str, Value]:
    """What the metadata tell of each folder.

    Raises
    ------
    UsageError
        They are too large, are no such YAML, or PyYAML is not installed.
    """
    if len(raw) > METADATA_BYTES:
        raise UsageError(
            f"{METADATA} is larger than {megabytes(METADATA_BYTES)}, and the whole of it would have to be read. "
            "Export fewer submissions at a time."
        )
    try:
        import yaml  # an extra: only exports of Gradescope are YAML
    except ImportError:
        raise UsageError(
            "An export of Gradescope needs PyYAML, which is not installed for this Python. Install it: "
            f"{Path(sys.executable).name} -m pip install pyyaml"
        ) from None
    try:
        found = _Tree(yaml.parse(raw, getattr(yaml, "CSafeLoader", yaml.SafeLoader))).document()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(
            f"{METADATA} cannot be read: {' '.join(str(error).split())[:200]}. Export again."
        ) from None
    if not isinstance(found, dict):
        raise UsageError(f"{METADATA} must name a submission per folder, got something else. Export again.")
    return found


class _Tree:
    """Builds values from the events of a YAML parser."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._anchors: dict[str, Value] = {}

    def document(self) -> Value:
        """The first document; empty text if there is none."""
        for event in self._events:
            if type(event).__name__ == "DocumentStartEvent":
                value = self._value(next(self._events), level=0)
                for _ in self._events:  # what follows must be YAML as well
                    pass
                return value
        return ""

    def _value(self, event: Any, level: int) -> Value:
        kind = type(event).__name__
        value: Value = ""
        if kind == "AliasEvent":
            return self._anchors.get(event.anchor, "")
        if kind == "ScalarEvent":
            value = "" if event.value in ("~", "null") and not event.style else event.value
        elif kind == "SequenceStartEvent":
            value = list(self._items(level))
        elif kind == "MappingStartEvent":
            value = dict(self._pairs(level))
        if event.anchor:
            self._anchors[event.anchor] = value
        return value

    def _items(self, level: int) -> Iterator[Value]:
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            yield self._value(event, level + 1)

    def _pairs(self, level: int) -> Iterator[tuple[str, Value]]:
        """The pairs of a mapping; below the folders' names only those that are wanted."""
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            key = self._value(event, level + 1)
            content = next(self._events)
            if isinstance(key, str) and (level == 0 or key in _WANTED):
                yield key, self._value(content, level + 1)
            else:
                self._skip(content)

    def _skip(self, event: Any) -> None:
        depth = 0
        while True:
            kind = type(event).__name__
            depth += kind.endswith("StartEvent")
            depth -= kind.endswith("EndEvent")
            if depth == 0:
                return
            event = next(self._events)
