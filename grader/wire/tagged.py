"""The nodes of a structure: one struct for each kind of value that msgpack cannot represent itself.

The union is closed: a value without a node cannot be sent. A reference to an object or function has a class in
`grader.wire.value` as well, so the name of its node ends in ``Node``.
"""

from __future__ import annotations

import msgspec


class Tagged(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Base class of all nodes."""


class List(Tagged, frozen=True, tag=1):
    items: list[Node]


class Tuple(Tagged, frozen=True, tag=2):
    items: list[Node]


class Dict(Tagged, frozen=True, tag=3):
    pairs: list[tuple[Node, Node]]


class Bytes(Tagged, frozen=True, tag=12):
    size: int


class Complex(Tagged, frozen=True, tag=4):
    re: float
    im: float


class BigInt(Tagged, frozen=True, tag=5):
    digits: str


class Array(Tagged, frozen=True, tag=6):
    dtype: str
    shape: list[int]
    strides: list[int]


class Tensor(Tagged, frozen=True, tag=7):
    dtype: str
    shape: list[int]
    requires_grad: bool


class Generator(Tagged, frozen=True, tag=8):
    library: str
    size: int


class HandleNode(Tagged, frozen=True, tag=9):
    id: int
    type_name: str


class HandleCallNode(Tagged, frozen=True, tag=10):
    id: int


class CallbackNode(Tagged, frozen=True, tag=11):
    id: int


class Set(Tagged, frozen=True, tag=13):
    items: list[Node]


class OwnNode(Tagged, frozen=True, tag=14):
    name: str
    module: str


Node = (
    None | bool | int | float | str
    | List | Tuple | Dict | Set | Bytes | Complex | BigInt
    | Array | Tensor | Generator | HandleNode | HandleCallNode | CallbackNode | OwnNode
)  # fmt: skip
