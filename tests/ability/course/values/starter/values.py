class Value:
    def __init__(self, data):
        raise NotImplementedError


class Chain:
    def __init__(self, factors):
        raise NotImplementedError
