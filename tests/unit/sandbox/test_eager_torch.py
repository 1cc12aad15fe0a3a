"""Code that uses only what ``import torch`` loads is told from code that may import more of torch in a call."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("torch")

from grader.sandbox.eager_torch import PYTHON_NAMES, is_eager

EAGER = [
    "import numpy as np\n\ndef f(x):\n    return x @ x.T\n",
    "import torch\n\ndef f(x: torch.Tensor):\n    return torch.softmax(x.to(torch.float64), -1) * torch.pi\n",
    "import torch\nimport torch.nn.functional as F\n\ndef f(x):\n    return F.softmax(torch.einsum('ij->ji', x), -1)\n",
    'from torch import nn\n\nclass Net(nn.Module):\n    """A torch module."""\n',
    "import torch  # for tensors\n",
]
LATE = [
    "import torch\ntorch.use_deterministic_algorithms(True)\n",
    "import torch\nf = torch.compile(lambda x: x)\n",
    "import torch._dynamo\n",
    "from torch.func import vmap\n",
    "from torch import *\n",
    "from torch.utils._python_dispatch import TorchDispatchMode\n",
    "import torch as t\nt.compile\n",
    "import torch\nlibrary = torch\n",
    "import torch\nf = getattr(torch, 'comp' + 'ile')\n",
    "from torch import nn\nf = nn.Transformer(8)\n",
    "import torch\nx = torch._dynamo.reset()\n",
]
CALLS = """
import sys
import torch
import torch.nn.functional as F
x = torch.eye(3)
F.cross_entropy(torch.nn.Linear(3, 3)(x), torch.arange(3)).backward()  # every zygote does this
before = set(sys.modules)
calls = {
    "torch.Tensor": lambda: torch.Tensor([1.0]),
    "torch.einsum": lambda: torch.einsum("ij,jk->ik", x, x),
    "torch.is_tensor": lambda: torch.is_tensor(x),
    "torch.norm": lambda: torch.norm(x),
    "torch.split": lambda: torch.split(x, 2),
    "torch.nn.Module": lambda: torch.nn.Module(),
    "torch.nn.Parameter": lambda: torch.nn.Parameter(x),
    "torch.nn.Linear": lambda: torch.nn.Linear(3, 3)(x),
    "torch.nn.ReLU": lambda: torch.nn.ReLU()(x),
    "torch.nn.Softmax": lambda: torch.nn.Softmax(dim=-1)(x),
    "torch.nn.functional.softmax": lambda: F.softmax(x, dim=-1),
    "torch.nn.functional.log_softmax": lambda: F.log_softmax(x, dim=-1),
    "torch.nn.functional.relu": lambda: F.relu(x),
    "torch.nn.functional.cross_entropy": lambda: F.cross_entropy(x, torch.arange(3)),
    "torch.nn.functional.layer_norm": lambda: F.layer_norm(x, (3,)),
    "torch.nn.functional.mse_loss": lambda: F.mse_loss(x, x),
}
for call in calls.values():
    call()
print(sorted(calls), sorted(set(sys.modules) - before), sep="\\n")
"""


@pytest.mark.parametrize("text", EAGER)
def test_code_that_uses_what_is_loaded_is_eager(text):
    assert is_eager(text)


@pytest.mark.parametrize("text", LATE)
def test_code_that_may_import_more_is_not(text):
    assert not is_eager(text)


def test_looking_at_code_imports_nothing():
    before = set(sys.modules)
    assert not is_eager("import torch\ntorch._inductor.config\ntorch.onnx.export\n")
    assert set(sys.modules) == before


def test_the_functions_on_the_list_import_nothing():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=True)
    called, imported = done.stdout.splitlines()
    assert called == str(sorted(PYTHON_NAMES))
    assert imported == "[]"
