"""What the reports, the class page and the journal of an exam say."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "exam.accepted": "{sentence} It counts as right: {reason}",
    #
    "exam.report.paper": "paper",
    "exam.report.overview": "Points for each question",
    "exam.report.answer": "Your answer",
    "exam.report.answers": "What you typed and how it was marked",
    "exam.report.field": "Cell",
    "exam.report.typed": "You typed",
    "exam.report.marked": "How it was marked",
    "exam.report.nothing": "nothing",
    "exam.report.read_as": "read as",
    "exam.report.partly": "Partly right.",
    "exam.report.wrong": "Not right.",
    "exam.report.solution": "The solution with your numbers",
    "exam.report.not_published": "The solutions are shown once the exam is published. Then it also says "
    "which known mistake an answer is.",
    "exam.report.objection": "If you think that something was marked wrongly, write to your teachers. Name the paper "
    "and the question.",
    "exam.report.late": "This came after the end of the exam. Your teachers decide what that means.",
    "exam.report.late_zero": "This came after the end of the exam, so it earns no points. What follows shows how it "
    "would have been marked.",
    "exam.report.stays": "The exam was marked again, and your earlier grade is better: it stays.",
    "exam.report.dropped": "does not count",
    "exam.report.drop": "This question does not count: {reason}",
    "exam.report.full": "Everybody has all points of this question: {reason}",
    "exam.report.accept": "Another answer counts as right: {reason}",
    "exam.report.note": "{reason}",
    #
    "exam.first_marked": "Marked for the first time.",
    "exam.changed": "{question}: {old} → {new}.",
    "exam.question_gone": "{question} is no longer in the exam.",
    "exam.late_now": "The sheet is late and earns nothing.",
    "exam.late_no_more": "The sheet is not late any more.",
    "exam.stays_no_more": "The better grade of before does not stay any more; marking gives {marked}.",
    "exam.stays": "The grade stays at {points}; marking gives {marked}.",
    "exam.sheet_gone": "There is no sheet any more; the grade stays at {points}.",
    "exam.sheet_lost": "There is no sheet any more.",
    "exam.not_on_roster": "The student is not on the roster.",
    "exam.decided": "Decided: {decision}.",
    "exam.decided_no_more": "No longer decided: {decision}.",
    "exam.key_changed": "The key of {part} is {today}; it was issued as {frozen}.",
    "exam.key_back": "The key of {part} is again the one that was issued.",
    "exam.other_answers": "The answers are others than before.",
    "exam.other_functions": "The functions of the question mark otherwise than before.",
    "exam.possible": "The possible points changed from {old} to {new}.",
    #
    "exam.flag.hard": "Hard: less than a fifth of the points were earned.",
    "exam.flag.easy": "Easy: nearly everybody has all points.",
    "exam.flag.unlike": "Those who do well elsewhere do not do better here (r < 0.1). Look at question and key.",
    "exam.flag.nobody": "Nobody made the mistakes {mistakes}.",
    "exam.flag.common": "More than a quarter made {mistakes}: teach it again.",
    "exam.flag.unread": "{share} % of the answers could not be read. Look at what the statement asks for.",
    "exam.flag.forms": "The forms are not equally difficult (p < 0.01).",
    #
    "exam.class.staff": "For the staff only",
    "exam.class.keys": "Keys that have changed",
    "exam.class.keys_why": "Today's functions give other keys than those that were issued. Marks follow today's.",
    "exam.class.staying": "Grades that would fall",
    "exam.class.staying_why": "These were better before and stay. With `--allow-lower` they fall.",
    "exam.class.refused": "Sheets that are not marked",
    "exam.class.late": "Late",
    "exam.class.nothing": "earns nothing",
    "exam.class.unread": "Answers that could not be read",
    "exam.class.nothing_read": "Nothing could be read",
    "exam.class.missing": "No sheet",
    "exam.class.figures": "p is the mean share of the points; a blank counts as 0. r is the correlation of the "
    "question with the total of the other questions: near 0 the question measures something else. Reliability is "
    "Cronbach's α.",
    "exam.class.too_few": "r and the reliability are computed from 10 students and 3 questions on.",
    "exam.class.forms": "Forms: they would differ as much by chance with probability {probability}. Mean shares:",
    "exam.class.small": "The class is too small to say what to teach again or what many could not write: this takes "
    "{fewest} students who answered.",
    "exam.class.mistakes": "Each student is counted once per mistake.",
    "exam.class.teach": "teach again",
    "exam.class.unexplained": "Wrong answers without a mistake",
    "exam.class.unexplained_why": "No mistake of the question gives these answers: one may be missing, or the "
    "key may be wrong. Of each part the {most} most frequent. Students with other numbers give other answers.",
    "exam.class.others": "Answers of another paper",
    "exam.class.others_why": "Answers that are wrong on the student's own paper and right on the other's, more often "
    "than chance explains. In an honest class any pair is listed with a probability below 0.1 %. "
    "This is evidence and never a verdict: talk to both.",
}
"""Sentences by id."""
