"""A square image is written by columns after it was read by rows.

Caught by: hidden/test_image_self.py::test_square_images_and_sizes_that_coincide
"""


def image_self_attention(I, Wq, Wk, Wv):
    columns = I.flatten(1)
    attended = _image_attention(Wq @ columns, Wk @ columns, Wv @ columns).reshape(-1, *I.shape[1:])
    return attended.mT if I.shape[1] == I.shape[2] else attended
