"""Sending to receivers that do not behave, over real connections."""

import asyncio
import ssl
import subprocess
from pathlib import Path

import pytest

from gateway.outbound_http import OutboundHttp, UnreachableError
from tests.unit.gateway.receiver import hang, huge_body, receiving, slow_body, status
from tests.unit.gateway.webhook_doubles import HOMELY, Names, outbound


async def test_a_body_arrives_as_it_was_sent() -> None:
    """Body and headers come in byte by byte as given, at the path and query of the URL."""
    async with receiving() as receiver, outbound(HOMELY) as http:
        reply = await http.post(f"{receiver.url}?a=b#c", b'{"a": "\xc3\xa9"}', {"webhook-id": "msg_1"})
    [received] = receiver.received
    assert (reply.status_code, received.body, received.target) == (204, b'{"a": "\xc3\xa9"}', "/hook?a=b")
    assert received.headers["webhook-id"] == "msg_1"


async def test_redirects_are_not_followed() -> None:
    """A redirect is the answer, wherever it points; what it points to hears nothing."""
    async with receiving() as other:
        script = status(302, Location=other.url), status(307, Location="http://169.254.169.254/latest/meta-data/")
        async with receiving(*script) as receiver, outbound(HOMELY) as http:
            codes = [(await http.post(receiver.url, b"{}", {})).status_code for _ in range(2)]
    assert codes == [302, 307]
    assert other.received == []


async def test_a_receiver_that_hangs_is_given_up() -> None:
    """Without an answer in time the request ends, and says so."""
    async with receiving(hang()) as receiver, outbound(HOMELY, seconds=0.3) as http:
        with pytest.raises(UnreachableError, match=r"No answer within 0\.3 seconds"):
            await http.post(receiver.url, b"{}", {})


async def test_an_answer_counts_by_its_head() -> None:
    """A body that trickles in does not hold the request up, and the answer still counts."""
    async with receiving(slow_body(pieces=200, seconds=0.1)) as receiver, outbound(HOMELY, seconds=20) as http:
        async with asyncio.timeout(5):
            reply = await http.post(receiver.url, b"{}", {})
    assert reply.status_code == 200


async def test_little_is_read_of_a_huge_body() -> None:
    """A body without end is not read to its end: what a connection holds in flight is all that is ever sent."""
    sent: list[int] = []
    async with receiving(huge_body(sent)) as receiver, outbound(HOMELY, seconds=5) as http:
        reply = await http.post(receiver.url, b"{}", {})
        await asyncio.sleep(0.1)
    assert reply.status_code == 200
    assert sum(sent) < 20_000_000


async def test_nobody_listening_is_told() -> None:
    """A refused connection is an error with a sentence."""
    async with receiving() as receiver:
        url = receiver.url
    async with outbound(HOMELY) as http:
        with pytest.raises(UnreachableError, match="No connection"):
            await http.post(url, b"{}", {})


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of a key and its certificate for home.example, signed by itself."""
    file = tmp_path_factory.mktemp("tls") / "home.pem"
    command = "openssl req -x509 -newkey ed25519 -nodes -days 1 -subj /CN=home -addext subjectAltName=DNS:home.example"
    made = subprocess.run([*command.split(), "-keyout", "-", "-out", "-"], check=True, capture_output=True)
    file.write_bytes(made.stdout)
    return file


async def test_a_certificate_has_to_be_valid_for_the_name(certificate: Path) -> None:
    """Although the connection goes to an address, it is the host's name that the certificate has to be for."""
    names = Names(home_example=[["127.0.0.1"]], other_example=[["127.0.0.1"]])
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)
    trust = ssl.create_default_context(cafile=certificate)
    async with (
        receiving(tls=serving) as receiver,
        OutboundHttp(HOMELY, seconds=2, resolver=names, trust=trust) as http,
        outbound(HOMELY, names) as distrustful,
    ):
        home = f"https://home.example:{receiver.port}/"
        assert (await http.post(home, b"{}", {})).status_code == 204
        with pytest.raises(UnreachableError, match="certificate is not valid"):
            await http.post(f"https://other.example:{receiver.port}/", b"{}", {})
        with pytest.raises(UnreachableError, match="certificate is not valid"):
            await distrustful.post(home, b"{}", {})
    assert len(receiver.received) == 1


async def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would look the host up by itself and connect to whatever it finds."""
    async with receiving() as proxy, receiving() as receiver:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        async with outbound(HOMELY) as http:
            await http.post(receiver.url, b"{}", {})
    assert (len(proxy.received), len(receiver.received)) == (0, 1)
