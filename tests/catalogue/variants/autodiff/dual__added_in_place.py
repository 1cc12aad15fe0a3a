"""The operator += changes the number itself and returns no new one."""


class Dual(Dual):
    def __iadd__(self, other):
        other = _dual(other)
        self.data += other.data
        self.tangent += other.tangent
        return self
