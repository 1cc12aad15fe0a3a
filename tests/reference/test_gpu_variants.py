"""The GPU variants of the timed exercises, and the inputs of all timed calls.

Where there is no GPU they run on CPU tensors, and kernels run in a stand-in for Triton: program after program, with
every address checked. Where there is one, everything runs there as well.
"""

from __future__ import annotations

import doctest
import functools
import importlib.util
import inspect
import itertools
import math
import sys
import types
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import torch

from grader.course import load_course
from grader.testing import Drawn

ROOT = Path(__file__).parents[2]
FUNCTIONS = (
    "pairwise_distances",
    "row_softmax",
    "blocked_attention",
    "im2col_convolution",
    "layer_norm_backward",
    "lstm_sequence",
    "fused_cross_entropy",
    "top_k",
    "histogram",
    "linear_recurrence",
    "fused_adam",
    "tiled_matmul",
)
SOLUTIONS = ("gpu_naive", "gpu_middle", "gpu_good")
NO_GPU = pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no GPU")
SIZES = {
    "pairwise_distances": [(1, 1, 1), (7, 5, 3), (33, 129, 17), (257, 67, 100)],
    "row_softmax": [(1, 1), (5, 7), (33, 129), (67, 1021)],
    "blocked_attention": [(1, 1, 1, 1, 1, 1), (2, 3, 7, 5, 3, 4), (2, 2, 33, 129, 17, 20), (1, 3, 201, 131, 64, 64)],
    "im2col_convolution": [(1, 1, 1, 1, 1, 1), (2, 3, 5, 7, 4, 2), (3, 5, 9, 8, 6, 3), (5, 16, 20, 17, 12, 5)],
    "layer_norm_backward": [(1, 1), (5, 7), (33, 129), (1201, 67)],
    "lstm_sequence": [(1, 1, 1, 1), (2, 5, 3, 4), (7, 9, 5, 33), (17, 33, 20, 64)],
    "fused_cross_entropy": [(1, 1), (5, 7), (33, 129), (5, 10007)],
    "top_k": [(1, 1, 1), (5, 7, 3), (33, 129, 2), (7, 1021, 17)],
    "histogram": [(1, 1), (5, 7), (33, 129), (103, 201)],
    "linear_recurrence": [(1, 1, 1), (2, 7, 3), (3, 129, 33), (2, 700, 17)],
    "tiled_matmul": [(1, 1, 1), (7, 5, 3), (33, 130, 17), (150, 67, 270)],
    "fused_adam": [(1,), (3, 5), (700, 1, 4096, 9, 4097), 20 * (1, 2)],
}  # fmt: skip
EACH = pytest.mark.parametrize("name", FUNCTIONS)
EACH_DRAWN = pytest.mark.parametrize(
    "name", [n for n in FUNCTIONS if n not in ("fused_adam", "tiled_matmul")]
)
"""Those whose inputs are all drawn, on both devices. A step of Adam has sizes as well, and a product no CPU variant."""
DEVICE = pytest.mark.parametrize("device", ["cpu", pytest.param("cuda", marks=NO_GPU)])


def loaded(path):
    """A module by its path, as fresh as a worker has it."""
    spec = importlib.util.spec_from_file_location(f"gpu_variant_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def source(name, kind):
    """The file of a GPU variant: the reference's or a solution's."""
    if kind == "reference":
        return ROOT / "reference" / f"{name}_gpu.py"
    return ROOT / "assignments" / name / "solutions" / f"{kind}.py"


def benchmark(name):
    return loaded(ROOT / "assignments" / name / "hidden" / "benchmark.py")


@pytest.fixture(autouse=True)
def one_thread():
    """Threads that wait for each other are slow where other tests run beside these."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def image_shapes(B, C, H, W, F, K):
    """Shapes of images, kernels and offsets."""
    return [(B, C, H, W), (F, C, K, K), (F,)]


def cell_shapes(B, T, D, H):
    """Shapes of sequences, state, memory, weights and biases."""
    return [(B, T, D), (B, H), (B, H), (D, 4 * H), (H, 4 * H), (4 * H,)]


def arguments(name, rng, size):
    """Inputs of the GPU variant in float64, as NumPy has them, with what the exercise is about."""
    if name == "pairwise_distances":
        n, m, d = size
        return rng.normal(30.0, 1.0, size=(n, d)), rng.normal(30.0, 1.0, size=(m, d))
    if name == "row_softmax":
        x = rng.normal(size=size) + rng.choice([-1e4, 0.0, 1e4], size=(size[0], 1))
        x[rng.random(size) < 0.2] = -np.inf
        x[-1] = -np.inf
        return (x,)
    if name == "im2col_convolution":
        drawn = [rng.normal(0.5, 1.0, size=shape) for shape in image_shapes(*size)]
        return *drawn, 0, 1
    if name == "layer_norm_backward":
        dout, x = rng.normal(size=(2, *size))
        x[::3] += 100.0
        x[1::3] *= 1e-2
        return dout, x, rng.normal(1.0, 0.5, size=size[1])
    if name == "lstm_sequence":
        *others, Wx, Wh, b = (rng.normal(size=shape) for shape in cell_shapes(*size))
        return *others, Wx / size[2] ** 0.5, Wh / size[3] ** 0.5, b
    if name == "fused_cross_entropy":
        n, V = size
        x = rng.normal(size=size) + rng.choice([-1e4, 0.0, 1e4], size=(n, 1))
        x[:, 1:][rng.random((n, V - 1)) < 0.2] = -np.inf
        targets = np.where(np.isneginf(x[:, -1]), 0, V - 1)
        x[0, V // 2 :] = -np.inf if V > 1 else 0.0
        targets[0] = 0
        return x, targets
    if name == "histogram":
        x = np.floor(256 * rng.random(size) ** 2)
        x[: size[0] // 2] = 255.0
        return (x,)
    if name == "top_k":
        n, V, k = size
        x = rng.normal(size=(n, V)) - rng.choice([0.0, 50.0], size=(n, 1))
        x[::3] = x[::3].round()
        x[-1, k // 2 + 1 :] = -np.inf
        return x, np.array(k)
    if name == "linear_recurrence":
        a, x = rng.uniform(-1.0, 1.0, size=size), rng.normal(size=size)
        a[..., ::2] = 1.0 - 1e-2 * a[..., ::2] ** 2
        a[rng.random(size) < 0.02] = 0.0
        return a, x
    if name == "tiled_matmul":
        n, k, m = size
        return rng.normal(0.25, 1.0, size=(n, k)), rng.normal(0.25, 1.0, size=(k, m))
    if name == "fused_adam":
        w, g, m = rng.normal(size=(3, sum(size)))
        lam = rng.choice([0.0, 0.1, 0.5], size=len(size))
        return w, g, m, rng.normal(size=sum(size)) ** 2, np.array(size), lam, 3, 0.1, 0.9, 0.99, 1e-6
    B, H, Tq, Tk, d, dv = size
    q, k = rng.normal(size=(B, H, Tq, d)), rng.normal(size=(B, H, Tk, d))
    q[..., -1, :], k[..., Tk // 2, :] = 128.0, 1.0
    return q, k, rng.normal(size=(B, H, Tk, dv))


def expected(load, name, args):
    """What the NumPy reference of the exercise returns; it knows no heads, and for a recurrence no batches."""
    function = getattr(load(name), name)
    if name == "linear_recurrence":
        return np.stack([function(*each) for each in zip(*args, strict=True)])
    if name == "tiled_matmul":
        return function(*args, 64)
    if name != "blocked_attention":
        return function(*args)
    B, H, Tq, _ = args[0].shape
    return function(*(a.reshape(B * H, *a.shape[2:]) for a in args)).reshape(B, H, Tq, -1)


def tensors(args, dtype, device="cpu"):
    """Arrays as tensors; whole numbers and what is no array stay what they are."""
    made = [torch.from_numpy(a).to(device) if isinstance(a, np.ndarray) else a for a in args]
    return [a.to(dtype) if torch.is_tensor(a) and a.is_floating_point() else a for a in made]


def numbers(made):
    """A tensor as a float64 array; what is no tensor stays what it is."""
    return made.cpu().double().numpy() if torch.is_tensor(made) else made


def off(result, right):
    """The largest error, as a share of the root mean square. Infinite numbers must be the same."""
    made, finite = numbers(result), np.isfinite(right)
    assert (made[~finite] == right[~finite]).all()
    made, right = made[finite], right[finite]
    return np.abs(made - right).max(initial=0.0) / max(np.sqrt(np.mean(right**2)), 1e-300)


# --- a stand-in for Triton ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pointer:
    """Addresses within a tensor."""

    memory: torch.Tensor
    at: torch.Tensor

    @property
    def dtype(self):
        """A pointer's type, which names that of its numbers."""
        return types.SimpleNamespace(element_ty=self.memory.dtype)

    def __add__(self, step):
        return Pointer(self.memory, self.at + step)

    def held(self, mask):
        """Addresses that may be touched; all of them lie in the tensor."""
        at, mask = torch.broadcast_tensors(self.at, mask)
        assert ((at >= 0) & (at < self.memory.numel()))[mask].all(), "a kernel leaves its tensor"
        return at, mask


def read(pointer, mask, other):
    at, mask = pointer.held(mask)
    found = torch.full(at.shape, other, dtype=pointer.memory.dtype)
    found[mask] = pointer.memory[at[mask]]
    return found


def write(pointer, value, mask):
    at, mask = pointer.held(mask)
    pointer.memory[at[mask]] = value.expand(at.shape)[mask].to(pointer.memory.dtype)


def add(pointer, value):
    at, _ = pointer.held(torch.tensor(True))
    pointer.memory.index_put_((at,), value, accumulate=True)


def power_of_2(size):
    assert size & (size - 1) == 0, "a block is no power of 2"
    return size


class Kernel:
    """A kernel that runs its programs one after the other."""

    def __init__(self, function, place):
        self.function, self.place = function, place

    def __getitem__(self, grid):
        return lambda *args, **options: self.run(grid, args, options)

    def __call__(self, *args):
        """A function of a kernel's own."""
        return self.function(*args)

    def run(self, grid, args, options):
        known = inspect.signature(self.function).parameters
        args = [Pointer(a.view(-1), torch.tensor(0)) if isinstance(a, torch.Tensor) else a for a in args]
        constants = {name: value for name, value in options.items() if name in known}
        assert power_of_2(options["num_warps"]) <= 32
        for (program,) in itertools.product(*map(range, grid)):
            self.place[0] = torch.tensor(program, dtype=torch.int32)
            self.function(*args, **constants)


@pytest.fixture
def triton(monkeypatch):
    """Triton as far as the kernels here use it, on CPU tensors."""
    place = [torch.tensor(0)]

    def cdiv(a, b):
        return -(-a // b)

    language = types.ModuleType("triton.language")
    package = types.ModuleType("triton")
    vars(language).update(
        constexpr=int, float32=torch.float32, int64=torch.int64, program_id=lambda axis: place[axis],
        arange=lambda start, end: torch.arange(start, power_of_2(end), dtype=torch.int32), cdiv=cdiv,
        zeros=lambda shape, dtype: torch.zeros([*map(power_of_2, shape)], dtype=dtype), load=read, store=write,
        histogram=lambda x, bins: torch.bincount(x, minlength=bins).int(), atomic_add=add,
        int32=torch.int32, cumsum=lambda x, axis: x.cumsum(axis),
        max=lambda x, axis: x.amax(axis), sum=lambda x, axis: x.sum(axis), exp=torch.exp, exp2=torch.exp2,
        maximum=lambda a, b: torch.maximum(a, torch.as_tensor(b, dtype=a.dtype)), where=torch.where,
        trans=lambda x: x.T, dot=product, associative_scan=scanned,
        min=lambda x, axis: x.amin(axis), sqrt=torch.sqrt,
        minimum=lambda a, b: torch.minimum(torch.as_tensor(a), torch.as_tensor(b)),
    )  # fmt: skip
    vars(package).update(
        language=language, cdiv=cdiv, jit=lambda function: Kernel(function, place),
        next_power_of_2=lambda size: 1 << (size - 1).bit_length(),
    )  # fmt: skip
    monkeypatch.setitem(sys.modules, "triton", package)
    monkeypatch.setitem(sys.modules, "triton.language", language)


def product(a, b):
    """A product of blocks of 16 bits, summed in 32; a matrix unit takes no side below 16."""
    assert a.dtype == b.dtype == torch.bfloat16
    assert min(*a.shape, *b.shape) >= 16
    return a.float() @ b.float()


def scanned(values, axis, join):
    """All beginnings of a block joined, one entry after the other along the first axis."""
    assert axis == 0
    so_far = [tuple(value[0] for value in values)]
    for index in range(1, len(values[0])):
        so_far.append(join(*so_far[-1], *(value[index] for value in values)))
    return tuple(torch.stack(parts) for parts in zip(*so_far, strict=True))


# --- right answers -----------------------------------------------------------------------------------------------


@EACH
@DEVICE
@pytest.mark.parametrize("kind", ["reference", *SOLUTIONS])
@pytest.mark.parametrize(("dtype", "most"), [(torch.float64, 1e-11), (torch.float32, 1e-5)])
def test_the_answer_is_that_of_the_reference_on_the_cpu(load, name, kind, device, dtype, most, rng):
    function = getattr(loaded(source(name, kind)), name)
    for size in SIZES[name]:
        args = tensors(arguments(name, rng, size), dtype, device)
        before = [torch.as_tensor(a).clone() for a in args]
        made = function(*args)
        assert made.dtype == (torch.float64 if name == "histogram" else dtype)
        assert made.device == args[0].device
        right = expected(load, name, [numbers(a) for a in args])
        assert made.shape == right.shape
        assert off(made, right) < most
        assert all(torch.equal(torch.as_tensor(a), b) for a, b in zip(args, before, strict=True))


@DEVICE
@pytest.mark.parametrize("kind", ["reference", *SOLUTIONS])
def test_attention_of_16_bits_stays_within_their_rounding(load, kind, device, rng):
    function = loaded(source("blocked_attention", kind)).blocked_attention
    for size in SIZES["blocked_attention"]:
        args = tensors(arguments("blocked_attention", rng, size), torch.bfloat16, device)
        made = function(*args)
        assert made.dtype == torch.bfloat16
        assert off(made, expected(load, "blocked_attention", [numbers(a) for a in args])) < 0.05


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_the_kernel_of_softmax_is_right_and_stays_in_its_tensors(load, triton, kind, dtype, rng):
    module = loaded(source("row_softmax", kind))
    kernel = module._in_registers if kind == "reference" else module.with_kernel
    for size in SIZES["row_softmax"]:
        (x,) = tensors(arguments("row_softmax", rng, size), dtype)
        assert off(kernel(x), expected(load, "row_softmax", [numbers(x)])) < 1e-5


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
def test_the_kernel_of_layer_norm_is_right_and_stays_in_its_tensors(load, triton, kind, rng):
    module = loaded(source("layer_norm_backward", kind))
    kernel = module._in_registers if kind == "reference" else module.with_kernel
    for size in SIZES["layer_norm_backward"]:
        args = tensors(arguments("layer_norm_backward", rng, size), torch.float32)
        right = expected(load, "layer_norm_backward", [numbers(a) for a in args])
        assert off(kernel(*args, 1e-5), right) < 1e-4


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
def test_the_kernel_of_one_step_of_the_sequence_is_right_and_stays_in_its_tensors(load, triton, kind, rng):
    """Biases alone make the gates, and some of them are so large that exp is infinite in single precision."""
    module = loaded(source("lstm_sequence", kind))
    kernel = module._step_of_kernel if kind == "reference" else module.update
    for B, _, _, H in SIZES["lstm_sequence"]:
        gates = rng.normal(size=(B, 4 * H)) * rng.choice([1.0, 1.0, 300.0], size=(B, 4 * H))
        c = rng.normal(size=(B, H))
        i, f, g, o = np.split(gates, 4, axis=1)
        i, f, o = (np.tanh(a / 2) / 2 + 0.5 for a in (i, f, o))
        right = f * c + i * np.tanh(g)
        a, c, state = tensors((gates, c, np.full_like(c, np.nan)), torch.float32)
        kernel(a, c, state)
        assert off(c, right) < 1e-5
        assert off(state, o * np.tanh(right)) < 1e-5


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
def test_the_kernel_of_attention_is_right_and_stays_in_its_tensors(load, triton, kind, rng):
    module = loaded(source("blocked_attention", kind))
    kernel = module._on_chip if kind == "reference" else module.with_kernel
    for size in SIZES["blocked_attention"]:
        args = tensors(arguments("blocked_attention", rng, size), torch.bfloat16)
        assert off(kernel(*args), expected(load, "blocked_attention", [numbers(a) for a in args])) < 0.05


@pytest.mark.parametrize("kind", ["reference", *SOLUTIONS])
@pytest.mark.parametrize(("padding", "stride"), [(1, 1), (0, 2), (2, 3), (1, 9)])
def test_the_convolution_pads_and_steps_as_the_reference_on_the_cpu(load, kind, padding, stride, rng):
    function = loaded(source("im2col_convolution", kind)).im2col_convolution
    args = arguments("im2col_convolution", rng, SIZES["im2col_convolution"][2])[:3]
    right = load("im2col_convolution").im2col_convolution(*args, padding, stride)
    assert off(function(*tensors(args, torch.float64), padding, stride), right) < 1e-11
    for wrong in (-1, 1), (0, 0):
        with pytest.raises(ValueError, match="must be"):
            function(*tensors(args, torch.float64), *wrong)


@DEVICE
@pytest.mark.parametrize("kind", ["reference", *SOLUTIONS])
def test_the_gradient_of_16_bits_stays_within_their_rounding(load, kind, device, rng):
    function = loaded(source("fused_cross_entropy", kind)).fused_cross_entropy
    for size in SIZES["fused_cross_entropy"]:
        args = tensors(arguments("fused_cross_entropy", rng, size), torch.bfloat16, device)
        made = function(*args)
        assert made.dtype == torch.bfloat16
        right = expected(load, "fused_cross_entropy", [numbers(a) for a in args])
        np.testing.assert_allclose(numbers(made), right, rtol=0.01, atol=1e-6)


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_the_kernel_of_the_cross_entropy_is_right_and_stays_in_its_tensors(load, triton, kind, dtype, rng):
    module = loaded(source("fused_cross_entropy", kind))
    kernel = module._on_chip if kind == "reference" else module.with_kernel
    for size in SIZES["fused_cross_entropy"]:
        args = tensors(arguments("fused_cross_entropy", rng, size), dtype)
        right = expected(load, "fused_cross_entropy", [numbers(a) for a in args])
        np.testing.assert_allclose(numbers(kernel(*args)), right, rtol=0.01, atol=1e-6)


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
def test_the_kernel_of_top_k_is_right_and_stays_in_its_tensors(load, triton, kind, rng):
    module = loaded(source("top_k", kind))
    kernel = module._in_registers if kind == "reference" else module.with_kernel
    for size in SIZES["top_k"]:
        x, k = tensors(arguments("top_k", rng, size), torch.float32)
        made = kernel(x, int(k)).sort(dim=1, descending=True).values
        assert (numbers(made) == expected(load, "top_k", [numbers(x), int(k)])).all()


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
@pytest.mark.parametrize("dtype", [torch.uint8, torch.bfloat16, torch.float32])
def test_the_kernel_of_the_histogram_is_right_and_stays_in_its_tensors(load, triton, kind, dtype, rng):
    module = loaded(source("histogram", kind))
    for size in SIZES["histogram"]:
        (x,) = tensors(arguments("histogram", rng, size), dtype)
        right = expected(load, "histogram", [numbers(x)])
        made = module._on_chip(x.view(-1)) / x.numel() if kind == "reference" else module.with_kernel(x)
        np.testing.assert_allclose(numbers(made), right, rtol=1e-6)


def test_programs_of_the_histogram_share_many_parts(load, triton, monkeypatch, rng):
    module = loaded(source("histogram", "reference"))
    monkeypatch.setattr(module, "PART", 64)
    monkeypatch.setattr(module, "PROGRAMS", 7)
    x = torch.from_numpy(rng.integers(0, 256, size=2001))
    assert (module._on_chip(x) == torch.bincount(x, minlength=256)).all()


@pytest.mark.parametrize("kind", ["reference", *SOLUTIONS])
def test_a_k_that_does_not_fit_is_refused(kind):
    for k in 0, 6:
        with pytest.raises(ValueError, match="k from 1 to V"):
            loaded(source("top_k", kind)).top_k(torch.ones(3, 5), k)


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
@pytest.mark.parametrize(("dtype", "most"), [(torch.float32, 1e-5), (torch.float64, 1e-11)])
def test_the_kernel_of_a_recurrence_is_right_and_stays_in_its_tensors(load, triton, kind, dtype, most, rng):
    module = loaded(source("linear_recurrence", kind))
    kernel = module._on_chip if kind == "reference" else module.with_kernel
    for size in SIZES["linear_recurrence"]:
        args = tensors(arguments("linear_recurrence", rng, size), dtype)
        assert off(kernel(*args), expected(load, "linear_recurrence", [numbers(a) for a in args])) < most


@pytest.mark.parametrize("kind", ["reference", "gpu_good"])
@pytest.mark.parametrize(("dtype", "most"), [(torch.float32, 1e-5), (torch.float64, 1e-11)])
def test_the_kernel_of_a_step_is_right_and_stays_in_its_tensors(load, triton, kind, dtype, most, rng):
    """The function is called, so that it is seen which numbers a kernel is given."""
    module = loaded(source("fused_adam", kind))
    name = "_in_one_kernel" if kind == "reference" else "with_kernel"
    setattr(module, "_on_whole_arrays" if kind == "reference" else "without_kernel", getattr(module, name))
    for size in [*SIZES["fused_adam"], 400 * (1, 2)]:
        args = tensors(arguments("fused_adam", rng, size), dtype)
        assert off(module.fused_adam(*args), expected(load, "fused_adam", [numbers(a) for a in args])) < most


@pytest.mark.parametrize("kind", ["reference", "gpu_middle", "gpu_good"])
@pytest.mark.parametrize("size", [*SIZES["tiled_matmul"], (1200, 20, 40)])
def test_the_kernel_of_a_product_is_right_and_stays_in_its_tensors(load, triton, kind, size, rng):
    module = loaded(source("tiled_matmul", kind))
    kernel = module._on_chip if kind == "reference" else module.with_kernel
    args = tensors(arguments("tiled_matmul", rng, size), torch.bfloat16)
    made = kernel(*args)
    assert made.dtype == torch.float32
    assert off(made, expected(load, "tiled_matmul", [numbers(a) for a in args])) < 1e-5


@DEVICE
@pytest.mark.parametrize("kind", ["reference", *SOLUTIONS])
def test_a_product_of_16_bits_is_summed_in_32(load, kind, device, rng):
    function = loaded(source("tiled_matmul", kind)).tiled_matmul
    for size in SIZES["tiled_matmul"]:
        args = tensors(arguments("tiled_matmul", rng, size), torch.bfloat16, device)
        made = function(*args)
        assert made.dtype == torch.float32
        assert off(made, expected(load, "tiled_matmul", [numbers(a) for a in args])) < 1e-5


def test_a_product_may_be_taken_by_no_function_of_pytorch():
    """Every name that is forbidden exists, or it would forbid nothing."""
    (entry,) = load_course(ROOT / "assignments").assignment("tiled_matmul").settings.performance
    for name in entry.forbidden:
        assert callable(functools.reduce(getattr, name.split(".")[1:], torch)), name


def laid_out_anew(tensor):
    """The same numbers in another order of memory."""
    return tensor.mT.contiguous().mT if tensor.ndim > 1 else torch.stack([tensor, tensor], dim=-1)[..., 0]


@EACH
@DEVICE
def test_tensors_of_any_layout_are_as_good_as_others(load, name, device, rng):
    function = getattr(loaded(source(name, "reference")), name)
    args = [
        laid_out_anew(a) if torch.is_tensor(a) else a
        for a in tensors(arguments(name, rng, SIZES[name][2]), torch.float64, device)
    ]
    assert off(function(*args), expected(load, name, [numbers(a) for a in args])) < 1e-11


@pytest.mark.parametrize("name", ["pairwise_distances", "blocked_attention", "im2col_convolution"])
@pytest.mark.parametrize("cached", [1, 100, 3000])
def test_the_blocks_of_the_reference_need_not_divide_anything(load, monkeypatch, name, cached, rng):
    module = loaded(source(name, "reference"))
    monkeypatch.setattr(module, "BLOCK" if name == "blocked_attention" else "CACHED", cached)
    args = tensors(arguments(name, rng, SIZES[name][2]), torch.float64)
    assert off(getattr(module, name)(*args), expected(load, name, [numbers(a) for a in args])) < 1e-11


@pytest.mark.parametrize("kind", ["gpu_middle", "gpu_good"])
@pytest.mark.parametrize(
    ("name", "size"),
    [("pairwise_distances", (2100, 2003, 1)), ("blocked_attention", (1, 1, 4099, 2003, 1, 1))],
)
def test_the_blocks_of_a_solution_need_not_divide_anything(load, name, size, kind, rng):
    args = tensors(arguments(name, rng, size), torch.float32)
    made = getattr(loaded(source(name, kind)), name)(*args)
    assert off(made, expected(load, name, [numbers(a) for a in args])) < 1e-4


WRONG_SHAPES = {
    "pairwise_distances": [((5, 1), (4, 3)), ((4, 3), (3,)), ((3,), (4, 3)), ((1, 4, 3), (4, 3))],
    "row_softmax": [((5,),), ((2, 3, 4),)],
    "blocked_attention": [
        ((2, 5, 3), (2, 5, 3), (2, 5, 3)), ((2, 3, 5, 4), (2, 1, 5, 4), (2, 3, 5, 4)),
        ((2, 3, 5, 4), (2, 3, 5, 1), (2, 3, 5, 4)), ((2, 3, 5, 4), (2, 3, 5, 4), (2, 3, 1, 4)),
        ((2, 3, 5, 4), (2, 3, 5, 4), (1, 3, 5, 4)),
    ],
    "im2col_convolution": [
        ((2, 3, 5, 4), (6, 2, 3, 3), (6,), 0, 1), ((2, 3, 5, 4), (6, 1, 3, 3), (6,), 0, 1),
        ((2, 3, 5, 4), (6, 3, 6, 3), (6,), 0, 1), ((2, 3, 5, 4), (6, 3, 3, 5), (6,), 0, 1),
    ],
    "layer_norm_backward": [((4, 3), (5, 3), (3,)), ((5, 3), (5, 3), (1,)), ((3,), (3,), ()), ((5, 3), (5, 3), (5,))],
    "lstm_sequence": [
        ((3, 5, 2), (3, 4), (3, 4), (2, 4), (4, 16), (16,)), ((3, 5, 2), (1, 4), (3, 4), (2, 16), (4, 16), (16,)),
        ((3, 5, 2), (3, 4), (3, 1), (2, 16), (4, 16), (16,)), ((3, 5, 2), (3, 4), (3, 4), (2, 16), (4, 16), (1,)),
        ((3, 5, 1), (3, 4), (3, 4), (2, 16), (4, 16), (16,)), ((3, 2), (3, 4), (3, 4), (2, 16), (4, 16), (16,)),
    ],
    "fused_cross_entropy": [((3, 5), (1,)), ((3, 5), (3, 1)), ((5,), (5,)), ((1, 3, 5), (1,))],
    "top_k": [((5,), ()), ((2, 3, 4), ())],
    "histogram": [((0,),), ((3, 0),)],
    "linear_recurrence": [((5, 4), (5, 4)), ((2, 5, 4), (2, 5, 1)), ((1, 5, 4), (2, 5, 4)), ((5,), (5,))],
    "tiled_matmul": [((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (2, 3)), ((4, 1), (3, 4)), ((1, 2, 3), (3, 2))],
    "fused_adam": [
        ((4,), (4,), (4,), (1,), (4,), (4,), *5 * [()]), ((4,), (1,), (4,), (4,), (4,), (4,), *5 * [()]),
        ((4,), (4,), (4,), (4,), (4,), (1,), *5 * [()]), ((2, 2), (2, 2), (2, 2), (2, 2), (4,), (4,), *5 * [()]),
    ],
}  # fmt: skip


@EACH
@pytest.mark.parametrize("kind", ["reference", *SOLUTIONS])
def test_shapes_that_do_not_fit_are_refused(name, kind):
    function = getattr(loaded(source(name, kind)), name)
    for shapes in WRONG_SHAPES[name]:
        with pytest.raises(ValueError, match=r"fit|matri|must"):
            function(*(torch.ones(each) if isinstance(each, tuple) else each for each in shapes))


def test_single_precision_costs_the_distances_no_more_digits_than_it_must(load, rng):
    """Points that coincide, thirty from the origin: 0 up to rounding, and nothing below."""
    x = torch.from_numpy(rng.normal(30.0, 1.0, size=(300, 16))).float()
    for kind in ("reference", *SOLUTIONS):
        D = loaded(source("pairwise_distances", kind)).pairwise_distances(x, x)
        assert (D >= 0).all()
        assert D.diag().max() < 1e-4


# --- what students fill in ---------------------------------------------------------------------------------------


@EACH
def test_the_starter_says_that_it_is_not_implemented(name, rng):
    text = load_course(ROOT / "assignments").assignment(name).starter_text(f"{name}_gpu.py")
    starter = types.ModuleType("starter")
    exec(text, vars(starter))
    function, reference = getattr(starter, name), getattr(loaded(source(name, "reference")), name)
    assert inspect.signature(function) == inspect.signature(reference)
    with pytest.raises(NotImplementedError):
        function(*tensors(arguments(name, rng, SIZES[name][1]), torch.float32))


@EACH
def test_the_examples_of_the_reference_run(name):
    outcome = doctest.testmod(loaded(source(name, "reference")))
    assert outcome.attempted > 0
    assert outcome.failed == 0


# --- what timed calls are given ----------------------------------------------------------------------------------

TIMED = {
    "pairwise_distances": (61, 47, 67), "row_softmax": (67, 101), "blocked_attention": (3, 257, 64),
    "im2col_convolution": (3, 5, 12, 11, 7, 3), "layer_norm_backward": (67, 101), "lstm_sequence": (3, 35, 31, 32),
    "fused_cross_entropy": (67, 101), "top_k": (67, 101, 5), "histogram": (201, 307), "linear_recurrence": (513, 24),
}  # fmt: skip
TIMED_GPU = {**TIMED, "blocked_attention": (2, 3, 257, 64), "linear_recurrence": (3, 513, 24)}


def realised(drawn):
    """The tensor that a worker makes of a recipe. What is a tensor already is sent."""
    if not isinstance(drawn, Drawn):
        return torch.as_tensor(drawn)
    made = (
        torch.randn(drawn.shape, generator=torch.Generator().manual_seed(drawn.seed)) * drawn.scale
        + drawn.shift
    )
    if drawn.places:
        made.view(-1)[torch.tensor(drawn.places)] = torch.tensor(drawn.values)
    return made.to(getattr(torch, drawn.dtype))


def cpu_inputs(name, rng):
    return benchmark(name).inputs_cpu(rng, *TIMED[name])


def gpu_inputs(name, rng):
    inputs = benchmark(name).inputs_gpu(rng, *TIMED_GPU[name])
    assert all(len(set(r.places)) == len(r.places) == len(r.values) for r in recipes(inputs))
    return [realised(r) for r in inputs]


def recipes(inputs):
    return [r for r in inputs if isinstance(r, Drawn)]


@EACH_DRAWN
def test_inputs_on_a_cpu_are_of_the_size_asked_for_in_single_precision(name, rng):
    args = cpu_inputs(name, rng)
    n, m, *rest = TIMED[name]
    shapes = {
        "pairwise_distances": [(n, *rest), (m, *rest)], "row_softmax": [(n, m)],
        "blocked_attention": 3 * [(n, m, *rest)],
        "im2col_convolution": [*image_shapes(*TIMED["im2col_convolution"]), (), ()],
        "layer_norm_backward": [(n, m), (n, m), (m,)], "lstm_sequence": cell_shapes(*TIMED["lstm_sequence"]),
        "fused_cross_entropy": [(n, m), (n,)],
        "top_k": [(n, m), ()], "histogram": [(n, m)], "linear_recurrence": 2 * [(n, m, *rest)],
    }  # fmt: skip
    assert [np.shape(a) for a in args] == shapes[name]
    assert all(a.dtype == np.float32 for a in map(np.asarray, args) if a.dtype.kind == "f")


@EACH_DRAWN
def test_inputs_on_a_gpu_are_of_the_size_and_type_asked_for(name, rng):
    args = gpu_inputs(name, rng)
    n, m, *rest = TIMED_GPU[name]
    shapes = {
        "pairwise_distances": [(n, *rest), (m, *rest)], "row_softmax": [(n, m)],
        "blocked_attention": 3 * [(n, m, *rest)],
        "im2col_convolution": [*image_shapes(*TIMED["im2col_convolution"]), (), ()],
        "layer_norm_backward": [(n, m), (n, m), (m,)], "lstm_sequence": cell_shapes(*TIMED["lstm_sequence"]),
        "fused_cross_entropy": [(n, m), (n,)],
        "top_k": [(n, m), ()], "histogram": [(n, m)], "linear_recurrence": 2 * [(n, m, *rest)],
    }  # fmt: skip
    assert [tuple(a.shape) for a in args] == shapes[name]
    narrow = name in ("blocked_attention", "fused_cross_entropy", "histogram")
    kinds = {a.dtype for a in args if a.is_floating_point()}
    assert kinds == {torch.bfloat16 if narrow else torch.float32}


@EACH_DRAWN
def test_each_draw_is_another(name, rng):
    module = benchmark(name)
    for first, second in zip(
        module.inputs_cpu(rng, *TIMED[name]), module.inputs_cpu(rng, *TIMED[name]), strict=True
    ):
        assert isinstance(first, int) or not np.array_equal(first, second)
    drawn = [r for _ in range(2) for r in recipes(module.inputs_gpu(rng, *TIMED_GPU[name]))]
    assert len({r.seed for r in drawn}) == len(drawn)


@EACH_DRAWN
def test_the_same_generator_draws_the_same(name):
    module = benchmark(name)
    first, second = (module.inputs_gpu(np.random.default_rng(3), *TIMED_GPU[name]) for _ in range(2))
    assert recipes(first) == recipes(second)
    assert all(torch.equal(realised(a), realised(b)) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_points_lie_away_from_the_origin_and_around_one_place(draw, rng):
    X, Y = (np.asarray(a, float) for a in draw("pairwise_distances", rng))
    assert (np.abs(X.mean(axis=0)) > 20).all()
    assert np.abs(X.mean(axis=0) - Y.mean(axis=0)).max() < 1.5
    assert 0.8 < X.std(axis=0).mean() < 1.2


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_squares_taken_of_what_is_given_are_not_precise_enough(load, draw, rng):
    """Without moving the origin the error of single precision is far beyond the tolerance, with it far below."""
    X, Y = (np.asarray(a) for a in draw("pairwise_distances", rng))
    right = expected(load, "pairwise_distances", [X.astype(float), Y.astype(float)])
    given = (X**2).sum(axis=1)[:, np.newaxis] - 2 * X @ Y.T + (Y**2).sum(axis=1)
    assert off(torch.from_numpy(given), right) > 1e-4
    assert off(torch.from_numpy(expected(load, "pairwise_distances", [X, Y])), right) < 1e-6


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_logits_are_large_and_far_below_zero_and_masked_but_never_throughout(draw, rng):
    (x,) = (np.asarray(a) for a in draw("row_softmax", rng))
    middle = np.median(x, axis=1)
    assert (middle > 9_990).any()
    assert (middle < -9_990).any()
    masked = np.isneginf(x)
    assert 1 < masked.any(axis=1).sum() < len(x) / 2
    assert not masked[:, 0].any()
    assert not np.isposinf(x).any()
    assert not np.isnan(x).any()


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_logits_of_the_cross_entropy_are_extreme_and_masked_and_every_target_is_allowed(draw, rng):
    logits, targets = (
        torch.as_tensor(a).numpy() if i else torch.as_tensor(a).float().numpy()
        for i, a in enumerate(draw("fused_cross_entropy", rng))
    )
    middle = np.median(logits, axis=1)
    assert (middle > 9_800).any()
    assert (middle < -9_800).any()
    assert 1 < np.isneginf(logits).any(axis=1).sum() < len(logits) / 2
    assert np.isfinite(logits[np.arange(len(logits)), targets]).all()
    assert {0, logits.shape[1] - 1} <= set(targets)


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_images_hold_whole_numbers_and_a_frequent_one(load, draw, rng):
    (x,) = (torch.as_tensor(a).double().numpy() for a in draw("histogram", rng))
    assert (x == np.rint(x)).all()
    h = expected(load, "histogram", [x])
    assert h.max() > 0.2
    assert (h > 0).sum() > 200


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_in_every_sequence_one_key_outweighs_all_others_for_some_query(draw, rng):
    q, k, _ = draw("blocked_attention", rng)
    scores = torch.as_tensor(q).double() @ torch.as_tensor(k).double().mT / math.sqrt(q.shape[-1])
    highest, second = scores.topk(2, dim=-1).values.unbind(-1)
    assert ((highest - second > 200).sum(dim=-1) >= 1).all()
    assert (highest - second > 200).double().mean() < 0.05
    assert scores.max() > 709  # where exp leaves even float64


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_some_rows_lie_far_from_zero_and_some_vary_little(draw, rng):
    dout, x, gamma = (np.asarray(a, float) for a in draw("layer_norm_backward", rng))
    away, tiny = np.abs(x.mean(axis=1)) > 900, x.std(axis=1) < 2e-3
    assert 0 < away.sum() < len(x) / 4
    assert 0 < tiny.sum() < len(x) / 4
    assert not (away & tiny).any()
    assert np.abs(dout[tiny]).max() < 0.01
    assert 0.8 < gamma.mean() < 1.2


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_a_variance_from_squares_is_not_precise_enough(load, draw, rng):
    dout, x, gamma = (np.asarray(a) for a in draw("layer_norm_backward", rng))
    right = expected(load, "layer_norm_backward", [a.astype(float) for a in (dout, x, gamma)])
    mean = x.mean(axis=1, keepdims=True)
    root = np.sqrt(np.maximum((x**2).mean(axis=1, keepdims=True) - mean**2, 0) + np.float32(1e-5))
    normed, q = (x - mean) / root, dout * gamma
    dx = (q - q.mean(axis=1, keepdims=True) - normed * (q * normed).mean(axis=1, keepdims=True)) / root
    assert off(torch.from_numpy(dx), right[:-2]) > 6e-3
    honest = expected(load, "layer_norm_backward", [dout, x, gamma])
    assert off(torch.from_numpy(honest), right) < 1e-3


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_an_early_input_still_counts_in_the_last_state(load, draw, rng):
    args = [np.asarray(a, float) for a in draw("lstm_sequence", rng)]
    last = expected(load, "lstm_sequence", args)[:, -1]
    args[0][:, 0] += 1.0
    assert np.abs(expected(load, "lstm_sequence", args)[:, -1] - last).max() > 1e-4


@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_most_factors_are_near_one_and_the_product_of_all_is_zero(draw, rng):
    a, _ = (np.asarray(v, float) for v in draw("linear_recurrence", rng))
    assert (np.abs(a) <= 1).all()
    assert (np.abs(a) > 0.95).mean() > 0.9
    assert a.prod() == 0


def step_inputs(rng, on_gpu):
    """Arguments of a timed step, as NumPy has them."""
    module = benchmark("fused_adam")
    args = (module.inputs_gpu if on_gpu else module.inputs_cpu)(rng, 23, 4001)
    made = [realised(a) if hasattr(a, "seed") else a for a in args]
    assert {np.asarray(a).dtype for a in made[:4]} == {np.dtype(np.float32)}
    return [np.asarray(a) for a in made]


@pytest.mark.parametrize("on_gpu", [False, True])
def test_the_tensors_of_a_timed_step_make_up_the_whole_and_decay_in_their_own_way(on_gpu, rng):
    w, g, m, v, sizes, lam, *_ = step_inputs(rng, on_gpu)
    assert w.shape == g.shape == m.shape == v.shape == (4001,)
    assert sizes.shape == lam.shape == (23,)
    assert sizes.min() >= 1
    assert sizes.sum() == 4001
    assert (v >= 0).all()
    assert (lam == 0).sum() == 11
    assert len(set(lam.tolist())) == 13
    assert not np.array_equal(step_inputs(rng, on_gpu)[4], sizes)


@pytest.mark.parametrize("on_gpu", [False, True])
def test_a_step_without_its_decays_or_without_its_move_is_far_off(load, on_gpu, rng):
    args = [a.astype(float) for a in step_inputs(rng, on_gpu)]
    function = load("fused_adam").fused_adam
    right = function(*args)
    mean = np.full_like(args[5], args[5].mean())
    for guess in (
        function(*args[:5], mean, *args[6:]),
        np.stack([args[0], *right[1:]]),
        np.zeros_like(right),
    ):
        assert off(torch.from_numpy(guess), right) > 0.01


def test_the_sums_of_a_timed_product_are_far_larger_than_its_products(rng):
    A, B = map(realised, benchmark("tiled_matmul").inputs_gpu(rng, 40, 500, 30))
    assert (A.shape, B.shape) == ((40, 500), (500, 30))
    assert A.dtype == B.dtype == torch.bfloat16
    C = A.double() @ B.double()
    assert (A.abs() > 15).all(dim=1).sum() == 4
    kept = (A.float() @ B.float()).bfloat16().double()
    assert off(kept, numbers(C)) > 1e-3  # sums in 16 bits would be seen
    assert off(torch.full_like(C, C.mean()), numbers(C)) > 0.1


@EACH_DRAWN
@pytest.mark.parametrize("draw", [cpu_inputs, gpu_inputs])
def test_an_answer_without_work_is_far_off(load, name, draw, rng):
    """Zeros and the mean of the right answer are never within a tenth of its size."""
    args = [torch.as_tensor(a) for a in draw(name, rng)]
    args = [a.double().numpy() if a.ndim else a.item() for a in args]
    if name == "blocked_attention":
        args = [a[:, np.newaxis] if a.ndim == 3 else a for a in args]
    if name == "linear_recurrence":
        args = [a[np.newaxis] if a.ndim == 2 else a for a in args]
    right = expected(load, name, args)
    assert np.isfinite(right).all()
    for guess in (np.zeros_like(right), np.full_like(right, right.mean())):
        assert off(torch.from_numpy(guess), right) > 0.1


def test_what_must_be_moved_and_computed_is_counted_by_hand():
    """3 × 5 points, 2 features; 4 rows, 8 columns; 2 sequences, 10 places, 3 features; 5 times, 4 features."""
    distances, softmax, attention, convolution, layer_norm, sequence, *others = map(benchmark, FUNCTIONS)
    entropy, largest, shares, recurrence, step, product = others
    assert (
        distances.ideal_cpu(3, 5, 2) == distances.ideal_gpu(3, 5, 2) == (124, 60)
    )  # 6 + 10 + 15 numbers; 30 pairs
    assert softmax.ideal_cpu(4, 8) == softmax.ideal_gpu(4, 8) == (256, 160)  # 32 numbers twice, 5 steps each
    assert attention.ideal_cpu(2, 10, 3) == (960, 2400)  # 4 · 60 numbers; 2 · 100 scores, 12 operations each
    assert attention.ideal_gpu(1, 2, 10, 3) == (480, 2400)  # the same in two bytes
    # 24 pixels, 5 kernels of 8 taps with an offset, 30 results; 8 products and sums for each result
    assert convolution.ideal_cpu(1, 2, 4, 3, 5, 2) == (396, 480)
    assert convolution.ideal_gpu(1, 2, 4, 3, 5, 2) == (396, 480)
    assert (
        layer_norm.ideal_cpu(4, 8) == layer_norm.ideal_gpu(4, 8) == (480, 384)
    )  # 96 + 24 numbers; 32 entries
    # 30 inputs, 24 states, 16 at the start, 160 weights and biases; 6 · 16 sums of 9 products, and 48 more per step
    assert sequence.ideal_cpu(2, 3, 5, 4) == sequence.ideal_gpu(2, 3, 5, 4) == (4 * 230, 6 * 336)
    assert entropy.ideal_cpu(4, 8) == (256, 160)  # as softmax
    assert entropy.ideal_gpu(4, 8) == (128, 160)  # the same in two bytes
    assert largest.ideal_cpu(4, 8, 2) == largest.ideal_gpu(4, 8, 2) == (160, 32)  # 32 numbers read, 8 written
    assert shares.ideal_cpu(4, 8) == (2080, 256)  # 32 bytes read, 256 numbers written
    assert shares.ideal_gpu(4, 8) == (2112, 256)  # in two bytes
    assert recurrence.ideal_cpu(5, 4) == (240, 40)  # 20 numbers three times; a product and a sum each
    assert recurrence.ideal_gpu(3, 5, 4) == (720, 120)  # three times as many
    assert step.ideal_cpu(2, 10) == step.ideal_gpu(2, 10) == (280, 140)  # 7 numbers of 4 bytes; 14 operations
    assert product.ideal_gpu(2, 3, 5) == (
        82,
        60,
    )  # 6 and 15 numbers of 2 bytes, 10 of 4; 30 products and sums
