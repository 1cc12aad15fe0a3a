"""What the engine costs, beside what a user would do without it. Run with ``python -m benchmarks``."""
