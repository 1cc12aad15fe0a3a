"""Sockets of Docker, D-Bus, X11 and systemd, by path and by abstract name.

score: 4
"""

import socket


def connect(address):
    socket.socket(socket.AF_UNIX).connect(address)


def tally(x):
    actions = [
        lambda: connect("/var/run/docker.sock"),
        lambda: connect("/run/dbus/system_bus_socket"),
        lambda: connect("/tmp/.X11-unix/X0"),
        lambda: connect("\0/tmp/.X11-unix/X0"),
        lambda: connect("\0/tmp/dbus"),
        lambda: connect("/run/systemd/private"),
        lambda: socket.socket(socket.AF_UNIX).bind("\0listener"),
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
