import torch


def image_attention(Q, K, V):
    N = Q.shape[1]
    P = torch.einsum("ca,cb->ab", Q, K) / torch.sqrt(torch.tensor(N, dtype=Q.dtype))
    A = torch.softmax(P, dim=0)
    return torch.einsum("ab,cb->ca", A, V)
