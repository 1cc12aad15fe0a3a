"""Entry point of the zygote: ``python -m grader.worker FD SETTINGS`` (started by ``grader.sandbox``)."""

from __future__ import annotations

import json
import socket
import sys

from grader.worker.zygote import serve

if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
