"""Exams: questions that are drawn per student, keys that are proved, wrong numbers that have a name.

A question file (``questions/<topic>/<name>.py``, see docs/exam.md) imports `part`, `mistake` and `reference` from here.

How to build on it::

    bank = QuestionBank(course)                      question_bank   finds questions by name and topic
    question = bank.question("class_variance")       question        Question, Part, NamedMistake
    draw = draw_question(question, seed)             drawing         Draw: parameters, solution, order of choices
    draw.solution.key, draw.solution.mistakes        solution        values by name, from today's functions
    exam = find_exam(course, "midterm")              exam_file       Exam, ExamFile, ExamAdjustment
    form = exam_form(exam, "1", bank, secret)        exam_form       ExamForm, FrozenQuestion, FrozenPart
    issued = issue(course, exam, students, bank)     issued_exam     the signed record: form(name), paper(student)
    read_sheets(folder, issued, received)            sheet_reading   SheetCollection: ReadSheet, RefusedSheet, missing
    received_times(path, time_zone)                  received_times  when sheets came, by student
    mark_frozen(frozen, bank, answers)               answer_marking  QuestionMark, from texts by field name
    QuestionMark, PartMark, FieldMark, MarkRule      part_mark       why an answer earned what it did
    read_sheets(folder, issued)                      sheet_reading   ReadSheet, and what was not taken
    mark_exam(exam, issued, bank, sheets, earlier)   exam_marking    MarkedExam: marks, grades, journal, statistics
    exam_statistic(shares, points)                   item_statistic  p, r, alpha and SEM
    other_papers(marks, keys, position)              other_paper     answers that fit another's paper
    read_number("1,234", unit)                       number_reading  readings of a text, or a NumberRefusal
    printed(part, value), within(part, x, target)    last_place      the digits asked for, the window of a value
    verify_questions(…)                              question_proof  the seven proofs

Fields of a sheet are named ``part``, or ``part.row.column`` (from 1) for the cells of a table (`FrozenPart.fields`).
A frozen form holds the key: pages for students take ``statement``, ``label``, ``options``, ``unit``, ``rows``,
``columns``, ``places`` and ``points``, and nothing else.
"""

from grader.exam.declaration import mistake, part, reference

__all__ = ["mistake", "part", "reference"]
