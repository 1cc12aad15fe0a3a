"""The tangent is not checked: None and lists raise a TypeError."""


class Dual(Dual):
    def __init__(self, data, tangent=0.0):
        self.data = _number(data)
        self.tangent = float(tangent)
