"""Calls addresses set aside for documentation, the cloud's metadata service, loopback and a name server.

score: 4
"""

import socket


def tally(x):
    actions = [
        lambda: socket.create_connection(("192.0.2.1", 443), 0.05),
        lambda: socket.create_connection(("169.254.169.254", 80), 0.05),
        lambda: socket.create_connection(("127.0.0.1", 22), 0.05),
        lambda: socket.socket(socket.AF_INET6).connect(("::1", 631)),
        lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.53", 53)),
        lambda: socket.socket(type=socket.SOCK_RAW),
        lambda: socket.create_server(("127.0.0.1", 0)),
    ]
    for act in actions:
        try:
            act()
            return None
        except PermissionError:
            continue
    return (x * x).sum(axis=1)


def scale(x, factor):
    return x * factor
