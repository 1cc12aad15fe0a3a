"""A sum is a plain number, and has no derivative.

fails: test_shared_nodes_accumulate
"""

Value.__add__ = lambda self, other: self.data + getattr(other, "data", other)
