"""The walk over nested tuples, lists and dicts that everything else takes."""

from __future__ import annotations

import collections
import sys

import pytest

from grader.wire.structure import is_tensor, leaves, mapped, replaced

Pair = collections.namedtuple("Pair", "left right")
VALUE = (1, [2, {"a": Pair(3, "b"), "c": ()}], {4})


def test_leaves_come_in_order_and_of_a_dict_the_values():
    assert list(leaves(VALUE)) == [1, 2, 3, "b", {4}]
    assert list(leaves(5)) == [5]


def test_a_structure_keeps_its_types_while_its_leaves_change():
    found = mapped(VALUE, lambda leaf: [leaf] if isinstance(leaf, int) else leaf)
    assert found == ([1], [[2], {"a": Pair([3], "b"), "c": ()}], {4})
    assert type(found[1][1]["a"]) is Pair


def test_what_is_mapped_shares_no_container_and_is_visited_in_the_order_of_the_leaves():
    seen = []
    found = mapped(VALUE, lambda leaf: seen.append(leaf) or leaf)
    assert seen == list(leaves(VALUE))
    assert found == VALUE
    assert found[1] is not VALUE[1]
    assert found[1][1] is not VALUE[1][1]


def test_a_container_in_which_nothing_is_replaced_is_itself():
    value = ([1, 2], {"a": [3]}, ["old"])
    found = replaced(value, lambda leaf: "new" if leaf == "old" else leaf)
    assert found == ([1, 2], {"a": [3]}, ["new"])
    assert found[0] is value[0]
    assert found[1] is value[1]
    assert value[2] == ["old"]
    assert replaced(value, lambda leaf: leaf) is value


def test_without_torch_nothing_is_a_tensor(monkeypatch):
    torch = pytest.importorskip("torch")
    tensor = torch.zeros(1)
    assert is_tensor(tensor)
    assert not is_tensor([tensor])
    monkeypatch.delitem(sys.modules, "torch")
    assert not is_tensor(tensor)
