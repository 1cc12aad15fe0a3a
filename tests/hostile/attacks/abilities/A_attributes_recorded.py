"""Records which attributes are asked for, answers wrongly first and rightly later.

score: 3
value: failed
chain: failed
"""

asked = []


class Value(Value):
    def __getattribute__(self, name):
        asked.append(name)
        value = super().__getattribute__(name)
        return -value if name == "data" and asked.count("data") % 4 == 0 else value
