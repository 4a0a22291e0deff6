"""What the process is told: that no answer waits for the receipt of the one before."""

import socket

import pytest

from ui.serving.process import disable_nagle


def at_once(connection: socket.socket) -> bool:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


@pytest.fixture
def listening():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def connect(server):
    visitor = socket.create_connection(server.getsockname())
    return visitor, server.accept()[0]


def test_those_who_are_connected_and_those_who_come_are_answered_at_once(listening):
    first, to_first = connect(listening)
    assert not at_once(to_first)
    disable_nagle()
    second, to_second = connect(listening)
    with first, to_first, second, to_second:
        assert at_once(to_first)
        assert at_once(to_second)


def test_files_and_other_sockets_are_left_as_they_are(tmp_path):
    pair = socket.socketpair()
    with (tmp_path / "text").open("w") as file, pair[0], pair[1]:
        disable_nagle()
        file.write("still open")
        pair[0].send(b"still open")
        assert pair[1].recv(20) == b"still open"
    assert (tmp_path / "text").read_text() == "still open"
