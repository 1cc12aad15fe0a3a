"""Changes of a reference: they prove the tests (`grader.verification`) and explain students (`grader.grading`)."""
