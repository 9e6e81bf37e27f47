"""TCP ports of this machine: which are free, and whether somebody listens."""

import socket

LOOPBACK = "127.0.0.1"


def free_port(host: str = LOOPBACK) -> int:
    """Return a port the kernel has just found free; take it soon."""
    with socket.create_server((host, 0)) as listener:
        return int(listener.getsockname()[1])


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there now; `port` 0 always is."""
    try:
        socket.create_server((host, port)).close()
    except OSError:
        return False
    return True


def is_listening(port: int, host: str = LOOPBACK) -> bool:
    """Tell whether a connection is taken there."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
