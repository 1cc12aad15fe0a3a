r"""Gradients of layer normalisation on a GPU: two reads, one write.

Each step on a whole matrix is a pass over the memory of the GPU, and the gradient has a dozen of them. A row fits the
registers of a few hundred threads, so one kernel does all steps on it: it reads x and the upstream gradient once and
writes the result once. The gradients of scale and offset are sums over all rows. Each program keeps sums of its own and
writes them once, at its end.

======  ==========================================================
letter  meaning
======  ==========================================================
``n``   rows: samples, places of a sequence
``k``   columns: features of a row
======  ==========================================================

How do I …

* get the three gradients: ``dx, dgamma, dbeta = g[:-2], g[-2], g[-1]`` with ``g`` as returned;
* run it without a GPU or without Triton: hand in tensors that lie on the CPU.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-def,untyped-decorator"
# Triton has no types, and is missing where there is no GPU.

from __future__ import annotations

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

WIDEST = 1 << 13
"""Columns of the widest row that a kernel holds at once, with two sums of the same width."""
PROGRAMS = 512
"""Programs of the kernel, which share the rows: some for each multiprocessor of a large GPU."""


def layer_norm_backward(
    dout: torch.Tensor, x: torch.Tensor, gamma: torch.Tensor, eps: float = 1e-5
) -> torch.Tensor:
    r"""Gradients of a loss with respect to the input, the scale and the offset of layer normalisation.

    The forward pass is, with mean :math:`\mu_i` and population variance :math:`v_i` of row i,

    .. math::

        \hat x_{ij} = \frac{x_{ij} - \mu_i}{\sqrt{v_i + \varepsilon}}, \qquad y_{ij} = \gamma_j \hat x_{ij} + \beta_j

    and with :math:`q_{ij} = \gamma_j \, \partial L / \partial y_{ij}` and means over the columns of a row

    .. math::

        \frac{\partial L}{\partial x_{ij}} = \frac{q_{ij} - \overline{q_i} - \hat x_{ij} \,
        \overline{q_i \hat x_i}}{\sqrt{v_i + \varepsilon}}, \qquad
        \frac{\partial L}{\partial \gamma_j} = \sum_i \frac{\partial L}{\partial y_{ij}} \hat x_{ij}, \qquad
        \frac{\partial L}{\partial \beta_j} = \sum_i \frac{\partial L}{\partial y_{ij}}

    Parameters
    ----------
    dout : tensor of shape (n, k), float32 or float64
        Upstream gradient, the derivative of the loss with respect to y.
    x : tensor of shape (n, k), n >= 1, k >= 1
        The input of the forward pass; of the same dtype and on the same device, as is gamma. All entries are finite.
    gamma : tensor of shape (k,)
        Scale of the forward pass.
    eps : float > 0
        Added to the variance.

    Returns
    -------
    tensor of shape (n + 2, k)
        The gradient of x in the first n rows, that of gamma in the next row, that of beta in the last row.

    Raises
    ------
    ValueError
        If x is not a matrix, dout has another shape, or gamma is not a vector with one entry per column.

    Notes
    -----
    Rows may lie far from 0 and vary little. Beyond the result, memory must not grow with n.

    References
    ----------
    J. Ba, J. Kiros, G. Hinton: Layer Normalization, 2016, section 3. P. Tillet, H. T. Kung, D. Cox: Triton, MAPL 2019
    (kernels on blocks).

    Examples
    --------
    The row has the deviations -1, 1, -1, 1 and the variance 1:

    >>> x, dout = torch.tensor([[1.0, 3.0, 1.0, 3.0]]), torch.tensor([[4.0, 4.0, 0.0, 0.0]])
    >>> layer_norm_backward(dout, x, torch.tensor([1.0, 1.0, 2.0, 2.0]), eps=3.0)
    tensor([[ 1.,  1., -1., -1.],
            [-2.,  2.,  0.,  0.],
            [ 4.,  4.,  0.,  0.]])
    """
    if x.ndim != 2 or dout.shape != x.shape or gamma.shape != x.shape[1:]:
        raise ValueError(
            "x and dout must be matrices of one shape, gamma must have one entry per column, "
            f"got {tuple(x.shape)}, {tuple(dout.shape)} and {tuple(gamma.shape)}"
        )
    if triton is not None and x.is_cuda and x.dtype == torch.float32 and x.shape[1] <= WIDEST:
        return _in_registers(dout.contiguous(), x.contiguous(), gamma.contiguous(), eps)
    return _in_passes(dout, x, gamma, eps)


def _in_passes(dout: torch.Tensor, x: torch.Tensor, gamma: torch.Tensor, eps: float) -> torch.Tensor:
    """Operations on whole matrices: as many passes as steps."""
    n, k = x.shape
    out = x.new_empty(n + 2, k)
    normed = x - x.mean(dim=1, keepdim=True)
    r = (normed.square().mean(dim=1, keepdim=True) + eps).rsqrt_()  # (n, 1)
    normed *= r
    torch.sum(dout * normed, dim=0, out=out[n])
    torch.sum(dout, dim=0, out=out[n + 1])
    q = torch.mul(dout, gamma, out=out[:n])
    inner = (q * normed).mean(dim=1, keepdim=True)
    q -= q.mean(dim=1, keepdim=True)
    q.sub_(normed.mul_(inner)).mul_(r)
    return out


def _in_registers(dout: torch.Tensor, x: torch.Tensor, gamma: torch.Tensor, eps: float) -> torch.Tensor:
    """Programs of the kernel that share the rows, and the sum of what they found."""
    n, k = x.shape
    programs = min(n, PROGRAMS)
    out = torch.empty(n + 2, k, dtype=x.dtype, device=x.device)
    sums = torch.empty(2, programs, k, dtype=x.dtype, device=x.device)
    width = triton.next_power_of_2(k)
    _gradients_of_rows[(programs,)](
        dout, x, gamma, out, sums, n, k, programs, eps, WIDTH=width, num_warps=min(max(width // 256, 1), 16)
    )
    torch.sum(sums, dim=1, out=out[n:])
    return out


if triton is not None:

    @triton.jit
    def _gradients_of_rows(dout, x, gamma, out, sums, n, k, programs, eps, WIDTH: tl.constexpr):
        """Every row that is this program's; ``WIDTH`` is the power of 2 from ``k`` on."""
        program = tl.program_id(0)
        column = tl.arange(0, WIDTH)
        held = column < k
        scale = tl.load(gamma + column, mask=held, other=0.0)
        dgamma = tl.zeros((WIDTH,), tl.float32)
        dbeta = tl.zeros((WIDTH,), tl.float32)
        place = program.to(tl.int64) * k + column
        for _ in range(program, n, programs):
            row = tl.load(x + place, mask=held, other=0.0)
            upstream = tl.load(dout + place, mask=held, other=0.0)
            centred = tl.where(held, row - tl.sum(row, axis=0) / k, 0.0)
            r = 1 / tl.sqrt(tl.sum(centred * centred, axis=0) / k + eps)
            normed = centred * r
            q = upstream * scale
            shared = tl.sum(q, axis=0) / k
            inner = tl.sum(q * normed, axis=0) / k
            tl.store(out + place, (q - shared - normed * inner) * r, mask=held)
            dgamma += upstream * normed
            dbeta += upstream
            place += programs * k
        tl.store(sums + program * k + column, dgamma, mask=held)
        tl.store(sums + (programs + program) * k + column, dbeta, mask=held)
