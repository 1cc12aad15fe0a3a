"""What the commands and pages that look back at a class say: similar code, equal code, statistics."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "similarity.evidence": "This is something to look at. It is no verdict, and it changes no grade.",
    "similarity.reasons": "Code is alike for many reasons: a tutorial, a book, a hint of the staff, work in pairs. "
    "Read the passages, and talk to the students before you conclude anything.",
    "similarity.what_counts": "A pair is listed if at least {minimum} % of the own code of one work lies in the other. "
    "Names, numbers, texts, comments and the order of functions do not count. The starter, the reference and what "
    "more than a tenth of the class wrote alike are nobody's own code.",
    "similarity.first_of": "The {shown} most alike of {found} pairs. Ask for more with --top.",
    "similarity.none": "In no pair does {minimum} % of the own code of one work lie in the other.",
    "similarity.cut": "Only the beginning was compared, because the code is very long: {students}",
    "similarity.passages": "Tokens that are the same in both works once names, numbers and texts are left aside. The "
    "longest passage comes first.",
    "similarity.marked": "A line marked with # and a number belongs to the passage with that number.",
    "similarity.no_passage": "The code that both share repeats itself, so no passage can be told.",
    "similarity.more_passages.one": "1 shorter passage is not shown.",
    "similarity.more_passages.many": "{n} shorter passages are not shown.",
    "similarity.unreadable": "Not compared: {student}. The record was changed after it was written, or under another "
    "course secret. Grade the submission again.",
    "similarity.no_records": "{folder}: no results of {assignment} there. Name the folder that 'grader grade -o' "
    "wrote. {known}",
    "similarity.same_folder": "{folder}: there are results of grading, and their pages have the same names. Choose "
    "another folder with -o.",
    "similarity.known": "It has results of {assignments}.",
    "stats.unreadable": "Not counted: {student}. The record was changed after it was written, or under another "
    "course secret. Grade the submission again.",
    "stats.nothing": "{folder}: no record of {assignment} there can be read. Grade the submissions again.",
    "equal.heading": "Equal code",
    "equal.why": "The students of each line handed in the same code, letter by letter but for spaces at the ends of "
    "lines. It is something to look at, and no verdict. Untouched starters and work of one group are not listed.",
}
"""Sentences by id."""
