"""Gives fewer factors than there are when it is iterated over.

fails: test_a_chain_is_a_list_and_a_function
"""

Chain.__iter__ = lambda self: iter(self.factors[:-1])
