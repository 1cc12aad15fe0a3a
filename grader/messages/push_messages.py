"""What becomes of a push: why a commit is not read, and what waits."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "push.no_commit": "The server named no commit.",
    "push.link": "{name} is a link, which is not followed. Commit the file itself.",
    "push.submodule": "{name} is a submodule, which is not fetched. Commit the files themselves.",
    "push.odd_entry": "{name} is neither a file nor a folder. Commit plain files.",
    "push.lfs": "{name} is kept by Git LFS, so the commit holds only a pointer to it. Commit the file itself.",
    "push.large_file": "{name} is larger than {most} MiB. Commit the code without data or models.",
    "push.too_many": "The commit holds more than {most} files. Commit only the exercise.",
    "push.too_large": "The commit holds more than {most} MiB. Commit the code without data, models or environments.",
    "push.too_costly": "Reading the commit took more time or memory than is allowed. Commit only the exercise.",
    "push.refused": "Git refuses the commit as damaged or dangerous, such as a file named '.git' or a name with '..'. "
    "Commit the files again in a new repository.",
    "push.no_folder": "The commit holds no folder {folder}. Commit the work there.",
    "push.commit": "Commit {commit}, received {when}.",
    "push.newest_rejected": "Your newest commit {commit}, received {when}, could not be read: {reason}",
    "push.newest_failed": "Your newest commit {commit}, received {when}, could not be graded yet. That is not your "
    "fault, and the staff sees it. You need not push again.",
    "push.earlier_result": "What follows is the result of an earlier commit.",
    "push.our_fault": "It could not be graded yet. That is not your fault, and the staff sees it.",
    "push.points": "{points} of {most} points",
    "push.clock_later": "Your results are right or wrong as shown. The times are taken when no other commit waits.",
    "push.waits": "Waiting: place {place} of {waiting}.",
    "push.waits_title": "Your commit waits",
    "push.graded_now": "Your commit is being graded.",
    "push.place": "Place in the queue: {place} of {waiting}.",
    "push.about": "About {minutes} until it is graded.",
    "push.soon": "It takes a few seconds. This page looks again by itself.",
    "push.limit": "You have used the graded commits of this hour. Your newest commit waits until the first of them "
    "is an hour old. Push as often as you like: the newest one is graded.",
    "push.see_earlier": "The result of an earlier commit",
    "push.nothing": "Nothing was pushed yet.",
    "push.feedback_title": "Feedback",
    "push.feedback_about": "The course writes this branch after each result, and the next one replaces it. Do not work "
    "on it: what you push here is lost.",
    "push.feedback_page": "The whole report",
    "push.feedback_more.one": "One more entry is in the whole report.",
    "push.feedback_more.many": "{n} more entries are in the whole report.",
    "push.feedback_commit": "Feedback [skip ci]",
}
"""Sentences by id."""
