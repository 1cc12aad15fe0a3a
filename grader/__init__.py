"""grader: grade deep-learning exercises in a sandbox, and say why an answer is wrong."""

__version__ = "0.1.0"
