"""What instructors are told when they start a course or prove an assignment."""

from __future__ import annotations

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "init.next": "The course works. Next:\n"
    "  cd {folder}\n"
    "  grader verify {example} --draft     what does the assignment still lack?\n"
    "  grader handout {example} handout    what a student gets\n"
    "Keep a copy of assignments/.grader/secret outside the repository: hidden inputs are drawn from it.",
    "init.push_next": "Read {course}/push.toml: are the paths right, and the names of the repositories? Next:\n"
    "  mkdir -p {git} {spool} && mkdir -m 700 {secrets}\n"
    "  git init --bare {git}/ASSIGNMENT-STUDENT.git\n"
    "  cp {course}/post-receive {git}/ASSIGNMENT-STUDENT.git/hooks/\n"
    "  grader serve --course {course} -o {results}\n"
    "If push.toml names another spool folder, print the hook anew: grader serve hook --course {course}\n"
    "docs/push.md goes on: forges, systemd, reverse proxy, back-up.",
    "new.next": "It is a working example with one task, rms_norm. Replace that with your own, file by file. Next:\n"
    "  grader verify {name} --draft     what does the assignment still lack?\n"
    "  grader handout {name} handout    what a student gets",
    "common.none": "{assignment}: mistakes.toml has every mistake that {least} students or more made.",
    "common.found": "{n} students made the same mistake in {task}: {students}",
    "common.no_entry": "They were told: {sentence}\nIt is no change of one statement: write the entry by hand.",
    "draft.usable": "{assignment} can be used: the starter scores nothing, and the reference scores everything.",
    "draft.lacks": "Before an exam it should have what is marked with ·, and pass grader verify {assignment}.",
    "draft.complete": "A quick look finds nothing missing. For the full proof: grader verify {assignment}",
    "quick.left_out": "This was a quick look: one secret, and no change of the reference was tried. "
    "For the full proof: grader verify {assignment}",
    "draft.unusable": "{assignment} cannot be used yet: mend what is marked with ✗.",
}
