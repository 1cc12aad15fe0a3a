"""What is said about grades that go to a learning platform: whose row is whose, and what the platform cannot take."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "sheet.unmatched.one": "1 row of their file cannot be matched and is not written:",
    "sheet.unmatched.many": "{n} rows of their file cannot be matched and are not written:",
    "sheet.missing.one": "1 student has a grade and no row in their file, so this grade is NOT exported:",
    "sheet.missing.many": "{n} students have a grade and no row in their file, so these grades are NOT exported:",
    "sheet.no_account.one": "1 student has a grade and no {columns} on the roster, so this grade is NOT exported:",
    "sheet.no_account.many": "{n} students have a grade and no {columns} on the roster, so these grades are NOT "
    "exported:",
    "sheet.blank_over.one": "1 grade there becomes blank, since there is none here (--keep-theirs leaves it):",
    "sheet.blank_over.many": "{n} grades there become blank, since there are none here (--keep-theirs leaves them):",
    "sheet.left.one": "1 grade stays on the platform and has none here:",
    "sheet.left.many": "{n} grades stay on the platform and have none here:",
    "sheet.excused_there.one": "1 student is excused on the platform and has a grade here. EX stays:",
    "sheet.excused_there.many": "{n} students are excused on the platform and have grades here. EX stays:",
    "sheet.excused_here.one": "1 student is excused here, which this file cannot say. Do so on the platform:",
    "sheet.excused_here.many": "{n} students are excused here, which this file cannot say. Do so on the platform:",
    "sheet.above.one": "1 grade is above the maximum of the platform, and is written as that:",
    "sheet.above.many": "{n} grades are above the maximum of the platform, and are written as that:",
    "sheet.may_be_cut.one": "1 grade is above the maximum. The platform may cut it:",
    "sheet.may_be_cut.many": "{n} grades are above the maximum. The platform may cut them:",
    "sheet.unassigned.one": "1 student does not have this assignment on the platform. The grade is NOT exported:",
    "sheet.unassigned.many": "{n} students do not have this assignment on the platform. The grades are NOT exported:",
    "sheet.locked.one": "1 grade is locked on the platform and is NOT exported:",
    "sheet.locked.many": "{n} grades are locked on the platform and are NOT exported:",
    "sheet.comments.one": "1 comment was written by a person and stays as it is:",
    "sheet.comments.many": "{n} comments were written by people and stay as they are:",
    "sheet.no_comments": "The worksheet has no column for comments, so none are written.",
    "sheet.no_page.one": "1 student has a grade and no page among the results:",
    "sheet.no_page.many": "{n} students have grades and no pages among the results:",
    "sheet.no_record.one": "1 student has a grade that no record explains, so there is no results.json:",
    "sheet.no_record.many": "{n} students have grades that no records explain, so there is no results.json:",
    "sheet.other_maximum.one": "1 grade is of another maximum than {most} points, which the assignment has now. Run "
    "'grader regrade':",
    "sheet.other_maximum.many": "{n} grades are of another maximum than {most} points, which the assignment has now. "
    "Run 'grader regrade':",
    "sheet.pair": "{student} ({value})",
    "sheet.row": "{row}: {why}",
    "sheet.unknown": "nobody has these accounts or this name.",
    "sheet.unknown.nearest": "nobody has these accounts or this name. The nearest is {nearest}.",
    "sheet.shared_name": "more than one has this name, and nobody is matched by a name that two share.",
    "sheet.contradiction": "it fits {first} as well as {second}. Correct the roster.",
    "sheet.other_account": "the name is that of {student}, whose {column} is '{cell}' here. Correct the roster.",
    "sheet.twice": "another row fits {student} as well.",
    "sheet.comment": "{final} of {possible} points.",
}
"""Sentences by id."""
