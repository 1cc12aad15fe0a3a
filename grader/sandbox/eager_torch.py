"""Whether code uses only those parts of torch that ``import torch`` loads.

Some functions of torch import hundreds of modules when they are called first. That takes seconds of CPU, which no call
of a student's may pay. Nobody can list these functions. So the question is put the other way round: code is eager if
every name of torch that it uses is a compiled function, a number, a dtype, or on a short list.

The code is a student's, so it is searched as text and not parsed: a small file can make a large tree. Code that hides
what it uses from the search pays for it itself.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import BuiltinFunctionType, ModuleType

PYTHON_NAMES = frozenset({
    "torch.Tensor", "torch.einsum", "torch.is_tensor", "torch.norm", "torch.split",
    "torch.nn.Module", "torch.nn.Parameter", "torch.nn.Linear", "torch.nn.ReLU", "torch.nn.Softmax",
    "torch.nn.functional.softmax", "torch.nn.functional.log_softmax", "torch.nn.functional.relu",
    "torch.nn.functional.cross_entropy", "torch.nn.functional.layer_norm", "torch.nn.functional.mse_loss",
})  # fmt: skip
"""Functions and classes written in Python that import nothing when they are used."""

_IMPORTS = {
    "import torch": {"torch": "torch"},
    "import torch.nn as nn": {"nn": "torch.nn"},
    "from torch import nn": {"nn": "torch.nn"},
    "import torch.nn.functional as F": {"F": "torch.nn.functional"},
    "from torch.nn import functional as F": {"F": "torch.nn.functional"},
    "from torch import Tensor": {},
}
"""Imports of torch that load nothing more, and the modules that their names stand for."""
_IMPORT_LINE = re.compile(r"^[ \t]*((?:import|from)[ \t]+[^#\n]*\btorch\b[^#\n]*)", re.MULTILINE)
_ESCAPE = re.compile(r"\b(?:getattr|eval|exec|__import__|importlib|globals|vars)\b")
"""Ways to parts of torch that the text does not name."""


def is_eager(text: str) -> bool:
    """Whether code uses no part of torch that is imported late; False also where torch is not loaded here."""
    imports = [" ".join(line.split()) for line in _IMPORT_LINE.findall(text)]
    if "torch" not in sys.modules or _ESCAPE.search(text) or not _IMPORTS.keys() >= set(imports):
        return False
    modules = {name: path for line in imports for name, path in _IMPORTS[line].items()}
    rest = _IMPORT_LINE.sub("", text)
    return all(_is_loaded(path) for path in _used_paths(rest, modules))


def _used_paths(text: str, modules: dict[str, str]) -> Iterator[str]:
    """Dotted names that begin with one of the modules, and modules that are handed on."""
    for name, path in modules.items():
        yield from (path + rest for rest in re.findall(rf"(?<![\w.]){name}((?:\.\w+)+)", text))
        if re.search(rf"(?:[=(\[{{,]|\breturn)\s*{name}\b(?!\.)", text):
            yield path


def _is_loaded(path: str) -> bool:
    """Whether a name of torch stands for something that imports nothing when it is used."""
    torch = sys.modules["torch"]
    value: object = torch
    parts = path.split(".")
    for number, part in enumerate(parts[1:], 2):
        if ".".join(parts[:number]) in PYTHON_NAMES:
            return True
        if not isinstance(value, ModuleType):
            break
        value = vars(value).get(part)  # getattr would import what torch imports late
    return isinstance(value, (BuiltinFunctionType, float, torch.dtype))
