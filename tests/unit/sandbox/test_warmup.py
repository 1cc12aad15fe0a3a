"""The warm-up of a zygote leaves nothing behind that a submission could find."""

from __future__ import annotations

import linecache
import sys

from grader.worker import warmup


def test_the_rehearsal_leaves_no_module_finder_or_source_behind():
    warmup.warm_up(["gradients"])  # the first call also imports what libraries load on first use
    modules, finders, sources = set(sys.modules), list(sys.meta_path), set(linecache.cache)
    warmup.warm_up(["gradients"])
    assert set(sys.modules) == modules
    assert sys.meta_path == finders
    assert set(linecache.cache) - sources == set()


def test_the_rehearsal_asks_for_torch_only_where_it_is_loaded(monkeypatch):
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert "gradients" not in {kind for kind, _ in warmup._requests(["gradients"])}
    warmup.warm_up(["gradients"])
    assert "torch" not in sys.modules
