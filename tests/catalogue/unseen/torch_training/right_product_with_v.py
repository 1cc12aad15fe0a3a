import torch


def vector_jacobian_product(f, x, v):
    with torch.enable_grad():
        z = x.detach().requires_grad_()
        return torch.autograd.grad([(f(z) * v).sum()], [z])[0]
