"""What is preloaded follows from what the reference imports, unless the assignment says it."""

from __future__ import annotations

import pytest

from grader.course import load_course
from grader.course.preload import libraries_of

IMPORTS = {
    "import math\n": ("numpy",),
    "import numpy as np\n": ("numpy",),
    "import torch\n": ("numpy", "torch"),
    "import torch.nn.functional as F\n": ("numpy", "torch"),
    "from torch import Tensor\n": ("numpy", "torch"),
    "from torch.nn import functional\n": ("numpy", "torch"),
    "def scores():\n    import numpy, torch\n": ("numpy", "torch"),
    "from . import torch\n": ("numpy",),
    "import torchvision, scipy\n": ("numpy",),
    "# import torch\n": ("numpy",),
    "def broken(:\n": ("numpy",),
    "\0": ("numpy",),
}


@pytest.mark.parametrize("text", IMPORTS)
def test_torch_is_preloaded_if_the_reference_imports_it_anywhere(write, text):
    course = load_course(write({"reference/attention.py": text}))
    assert course.assignment("attention").settings.preload == IMPORTS[text]


def test_what_the_assignment_says_counts(write, settings):
    for listed in '["torch"]', "[]", '["numpy"]':
        changed = f"preload = {listed}\n{settings}"
        course = load_course(
            write(
                {"assignments/attention/assignment.toml": changed, "reference/attention.py": "import torch\n"}
            )
        )
        assert str(list(course.assignment("attention").settings.preload)).replace("'", '"') == listed


def test_a_script_that_builds_objects_in_the_worker_counts_as_well(write):
    course = load_course(write({"assignments/attention/given/make.py": "import torch\n"}))
    assert course.assignment("attention").settings.preload == ("numpy", "torch")


def test_modules_that_are_not_there_import_nothing(tmp_path):
    assert libraries_of([tmp_path / "missing.py"]) == ("numpy",)
