import torch


def image_self_attention(I, Wq, Wk, Wv):  # noqa: E741
    C, H, W = I.shape
    # (C, H, W) -> (W, H, C) -> one line per pixel -> columns
    flat = I.permute(2, 1, 0).reshape(H * W, C).T
    F = image_attention(Wq @ flat, Wk @ flat, Wv @ flat)
    return F.reshape(F.shape[0], H, W)
