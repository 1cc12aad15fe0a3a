"""What was not taken from the download of a learning platform, and why."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "download.read.one": "Read as {platform} ({how}): 1 submission.",
    "download.read.many": "Read as {platform} ({how}): {n} submissions.",
    "download.named": "as --from says",
    "download.guessed": "by its names; --from says otherwise",
    "download.zone": "Times in it are taken as of {zone}; --time-zone says otherwise.",
    "download.other_name": "its name is not one that {platform} gives; a file of somebody else's?",
    "download.online_text": "online text, which is not graded beside a file",
    "download.only_text": "Only text was typed in, and text is not graded. Ask for a file, or grade it with "
    "--online-text if it is code.",
    "download.link": "a link, not code",
    "download.only_link": "Only the address of a page was handed in. Ask for a file.",
    "download.replaced": "replaced by a newer file of the same name",
    "download.earlier": "an earlier attempt; the newest counts",
    "download.older.one": "The download also holds 1 file or folder of an earlier attempt, which is not graded. The "
    "best attempt counts ([late] counts), but only of those that were graded: an earlier download, graded first, adds "
    "its own.",
    "download.older.many": "The download also holds {n} files or folders of earlier attempts, which are not graded. "
    "The best attempt counts ([late] counts), but only of those that were graded: an earlier download, graded first, "
    "adds its own.",
    "download.manifest": "the platform's own note on an attempt",
    "download.nothing": "The newest attempt holds no file. Ask for one.",
    "download.no_submitter": "The metadata of the download name no submitter. Look at it on the platform.",
    "download.no_metadata": "the metadata of the download do not name this folder",
    "download.metadata": "the platform's own metadata",
    "download.note": "a note by its name",
    "download.hidden": "a hidden file",
    "download.disguised": "It looks like code under another ending, which is not read. Rename it to {name}.",
    "download.unknown": "Nobody on {roster} has {accounts}.",
    "download.account": "the {column} {cell}",
    "download.account_name": "the name '{name}'",
    "download.nearest": "The nearest is line {line}: {row}.",
    "download.correct": "Correct that line, or add one.",
    "download.add": "Add a line.",
    "download.shared_row": "{accounts}: nobody has that account, and lines {lines} of {roster} have the name "
    "'{name}'. Nobody is matched by a name that two share: fill in {column} there.",
    "download.shared_name": "{count} submissions of the download have the name '{name}'. Nobody is matched by a name "
    "that two share: fill in {column} on {roster}.",
    "download.group_or_person": "'{name}' is a group on {roster}, and the name of the student in line {line}. Rename "
    "one of them.",
    "download.contradiction": "{account} is line {line} of {roster} ({row}), but the name '{name}' is another "
    "student's. Correct the roster. (Moodle numbers the participants of each assignment anew.)",
    "download.several_files": "{roster} gives it to several students: {students}. Make the names in it exact.",
    "download.more_files": "{first} and {n} more",
}
"""Sentences by id."""
