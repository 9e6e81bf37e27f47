"""Free and taken ports."""

import socket

from deploy.local.ports import LOOPBACK, free_port, is_free, is_listening


def test_a_free_port_can_be_taken() -> None:
    """What is called free must be free to listen on."""
    port = free_port()

    assert is_free(LOOPBACK, port)
    with socket.create_server((LOOPBACK, port)):
        assert not is_free(LOOPBACK, port)


def test_a_listener_is_noticed() -> None:
    """A port counts as answering only while somebody accepts there."""
    port = free_port()

    assert not is_listening(port)
    with socket.create_server((LOOPBACK, port)):
        assert is_listening(port)
