"""The nodes of a structure: one struct for each kind of value that msgpack cannot represent itself.

The union is closed: a value without a node cannot be sent.
"""

from __future__ import annotations

import msgspec


class Tagged(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Base class of all nodes."""


class ListNode(Tagged, frozen=True, tag=1):
    items: list[Node]


class TupleNode(Tagged, frozen=True, tag=2):
    items: list[Node]


class DictNode(Tagged, frozen=True, tag=3):
    pairs: list[tuple[Node, Node]]


class BytesNode(Tagged, frozen=True, tag=12):
    size: int


class ComplexNode(Tagged, frozen=True, tag=4):
    re: float
    im: float


class BigIntNode(Tagged, frozen=True, tag=5):
    digits: str


class ArrayNode(Tagged, frozen=True, tag=6):
    dtype: str
    shape: list[int]
    strides: list[int]


class TensorNode(Tagged, frozen=True, tag=7):
    dtype: str
    shape: list[int]
    requires_grad: bool


class GeneratorNode(Tagged, frozen=True, tag=8):
    library: str
    size: int


class HandleNode(Tagged, frozen=True, tag=9):
    id: int
    type_name: str


class HandleCallNode(Tagged, frozen=True, tag=10):
    id: int


class CallbackNode(Tagged, frozen=True, tag=11):
    id: int


class SetNode(Tagged, frozen=True, tag=13):
    items: list[Node]


class OwnNode(Tagged, frozen=True, tag=14):
    name: str
    module: str


Node = (
    None | bool | int | float | str
    | ListNode | TupleNode | DictNode | SetNode | BytesNode | ComplexNode | BigIntNode
    | ArrayNode | TensorNode | GeneratorNode | HandleNode | HandleCallNode | CallbackNode | OwnNode
)  # fmt: skip
