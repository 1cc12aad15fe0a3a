"""What exports say besides: the log of a job, GitHub's summary and annotations, JUnit, Gradescope."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "export.ask_decimals": "Type a decimal number with a point, with {places} decimals.",
    "export.ask_digits": "Type a decimal number with a point, with {places} significant digits.",
    "export.ask_integer": "Type a whole number.",
    "export.ask_unit": "Its unit is {unit}; do not type the unit.",
    "export.lost_follow_on": "A later answer that is right from a wrong earlier one earns nothing.",
    "export.lost_spellings": "Fractions, roots, percentages, units and other expressions are not read.",
    "export.lost_early_rounding": "A right value that was rounded too early earns nothing.",
    "export.lost_cloze_points": "Moodle counts {weights} points for {points}: set the question's maximum to "
    "{points} in the quiz.",
    "export.lost_matching": "In matching, Moodle shows no sentence for a wrong pair.",
    "export.lost_parts": "In Canvas each field is a question of its own, which repeats the statement and is "
    "drawn alone.",
    "export.lost_mistakes": "In Canvas a number is right or wrong: no mistake is named, and none earns a share.",
    "export.lost_shares": "In Canvas a choice is right or wrong: no mistake earns a share.",
    "export.not_canvas": "Canvas cannot hold {field}: it reads numbers below 0.0001 as 0, and {number} would be one.",
    "export.not_finished": "The grader could not finish.",
    "ci.course": "The course",
    "ci.public_secret": "{course}: the course has a public secret, so everybody can compute the hidden inputs. For "
    "grades take public_secret out of course.toml, and store a secret of your own as GRADER_SECRET in the CI system.",
    "ci.empty_secret": "{file}: the course secret is empty. Either GRADER_SECRET is not set in the CI system, or this "
    "job belongs to a fork, which is given no secrets. Set it there, or grade a push to the repository itself.",
    "ci.several": "There are several files that could be your work: {files}. Only one can be graded. Delete the "
    "others, or move the one that counts to the top of the repository, and push again. Whoever set up this job can "
    "also name the folder in it: {command}",
    "ci.unread": "{file} looks like your work and is not read under this name. Hand it in as {name}.",
    "ci.no_work": "{checkout}: no work found there. Looked for: {modules}",
    "export.points": "{points} points",
    "export.points_so_far": "{points} so far",
    "export.score_so_far": "{points} points in the tests shown so far",
    "export.score": "Score: {score}.",
    "export.note": "Note:",
    "export.where": "Where:",
    "export.place": "at {place}",
    "export.message_at": "In {place}: {message}",
    "export.hint": "What to try: {hint}",
    "export.printed": "Your code printed:",
    "export.values": "Values",
    "export.wrong": "What is wrong:",
    "export.unwritten": "Not written yet: {functions}.",
    "export.not_found": "Not found in your file: {functions}.",
    "export.explains": "It explains {tests}.",
    "export.same_for": "The same for {tests}.",
    "export.same_mistake": "The same mistake as in {test}.",
    "export.same_reason": "The same as in {test}.",
    "export.tests_of_task.one": "{task} (1 test)",
    "export.tests_of_task.many": "{task} ({n} tests)",
    "export.tests.one": "1 test",
    "export.tests.many": "{n} tests",
    "export.group_title": "{tasks}: {n} tests",
    "export.not_graded": "Not graded: {reason}",
    "export.not_graded.no_reason": "The grader could not finish.",
    "export.not_graded.rerun": "Not graded: run this submission again",
    "export.not_graded.case": "The submission is graded",
    "export.unlisted": "{task}: hidden tests",
    "export.more_remarks.one": "1 more remark is in the report and the log of this job.",
    "export.more_remarks.many": "{n} more remarks are in the report and the log of this job.",
    "export.more_remarks.title": "And more",
    "export.left_out.one": "1 more entry is left out: a summary holds {bytes} bytes.",
    "export.left_out.many": "{n} more entries are left out: a summary holds {bytes} bytes.",
    #
    "export.heading": "{phrase}. {text}",
    "export.tier.reached": "Tier reached: {tier} ({speed}).",
    "export.tier.missed": "Tier missed: {tier} ({speed}).",
    "export.tier.open": "Tier open: {tier} ({speed}).",
    "export.tier.reached.points": "Tier reached: {tier} ({speed}), {points} points.",
    "export.tier.missed.points": "Tier missed: {tier} ({speed}), {points} points.",
    "export.tier.open.points": "Tier open: {tier} ({speed}), {points} points.",
    "export.evidence": "Evidence, {evidence}: {measured}, at most {most}.",
    "export.evidence.points": "Evidence, {evidence}: {measured}, at most {most}, {points} points.",
    "export.right_result": "A right result: {points} points.",
    "export.conditions": "Conditions: {conditions}.",
    "export.advice": "For information, without points: {line}",
}
"""Sentences by id."""
