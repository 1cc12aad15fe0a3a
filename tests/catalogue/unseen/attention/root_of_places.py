import torch


def image_attention(Q, K, V):
    P = torch.einsum("ca,cb->ab", Q, K).div(Q.shape[-1] ** 0.5)
    A = P.softmax(dim=1)
    return torch.einsum("ab,cb->ca", A, V)
