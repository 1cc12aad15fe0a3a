"""Where the last axis is as long as the projections are wide, the channels are taken to be last.

Caught by: hidden/test_image_self.py::test_square_images_and_sizes_that_coincide
"""


def image_self_attention(I, Wq, Wk, Wv):
    last = I.shape[2] == Wq.shape[1] == I.shape[0]
    columns = (I.permute(2, 0, 1) if last else I).flatten(1)
    attended = _image_attention(Wq @ columns, Wk @ columns, Wv @ columns)
    return attended.reshape(-1, *I.shape[1:])
