import torch


def sinusoidal_positions(T, d):
    pairs = (d + 1) // 2
    speed = 10000.0 ** (-2.0 * torch.arange(pairs, dtype=torch.float64) / d)
    turned = torch.exp(1j * torch.arange(T, dtype=torch.float64).outer(speed))
    out = torch.empty(T, 2 * pairs, dtype=torch.float32)
    out[:, 0::2], out[:, 1::2] = turned.imag, turned.real
    return out[:, :d]
