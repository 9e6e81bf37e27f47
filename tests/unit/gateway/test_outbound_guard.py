"""Which URLs users may make the gateway send to: as they are registered, and again as they are used."""

from collections.abc import AsyncIterator
from typing import Final

import pytest

from gateway.outbound_guard import RefusedUrlError, outbound_policy
from gateway.outbound_http import UnreachableError
from tests.unit.gateway.receiver import Receiver, receiving
from tests.unit.gateway.webhook_doubles import HOMELY, PUBLIC, STRICT, Names, outbound

NEVER: Final = {
    "no scheme": "hooks.example/x",
    "file": "file:///etc/passwd",
    "gopher": "gopher://hooks.example/",
    "ftp": "ftp://hooks.example/",
    "scheme only": "https://",
    "no host": "https:///path",
    "credentials": "https://user:password@hooks.example/",
    "host before an at sign": "https://hooks.example@10.0.0.1/",
    "port of mail": "https://hooks.example:25/",
    "port of remote shells": "http://hooks.example:22/",
    "port zero": "http://hooks.example:0/",
    "port out of range": "http://hooks.example:99999/",
    "zone of a link-local address": "http://[fe80::1%25eth0]/",
    "broken brackets": "http://[::1/",
    "line break": "http://hooks.example/\r\nHost: x",
    "tab in the host": "http://hooks\t.example/",
    "longer than 2048": "https://hooks.example/" + "a" * 2048,
    "host longer than a name": "https://" + "a." * 200 + "example/",
    "metadata service": "http://169.254.169.254/latest/meta-data/",
    "metadata service of ECS": "http://169.254.170.2/",
    "metadata service of Alibaba": "http://100.100.100.200/",
    "metadata service by IPv6": "http://[fd00:ec2::254]/",
    "metadata service, mapped": "http://[::ffff:169.254.169.254]/",
    "metadata service behind NAT64": "http://[64:ff9b::a9fe:a9fe]/",
    "metadata service behind 6to4": "http://[2002:a9fe:a9fe::]/",
    "link-local": "http://[fe80::1]/",
    "this host": "http://0.0.0.0/",
    "this network": "http://0.1.2.3/",
    "unspecified": "http://[::]/",
    "multicast": "http://224.0.0.1/",
    "multicast by IPv6": "http://[ff02::1]/",
    "broadcast": "http://255.255.255.255/",
    "reserved": "http://240.0.0.1/",
    "documentation": "http://192.0.2.1/",
    "site-local": "http://[fec0::1]/",
    "local NAT64": "http://[64:ff9b:1::a00:1]/",
    "decimal": "http://2130706433/",
    "decimal with dots": "http://127.1/",
    "octal": "http://0177.0.0.1/",
}
"""Refused whatever the settings."""

NOT_FROM_OUTSIDE: Final = {
    "loopback": "http://127.0.0.1/",
    "loopback elsewhere": "http://127.255.255.254/",
    "loopback by IPv6": "http://[::1]/",
    "loopback, mapped": "http://[::ffff:127.0.0.1]/",
    "loopback, mapped, in hexadecimal": "http://[::ffff:7f00:1]/",
    "loopback, compatible": "http://[::127.0.0.1]/",
    "loopback behind NAT64": "http://[64:ff9b::7f00:1]/",
    "loopback behind 6to4": "http://[2002:7f00:1::]/",
    "loopback, circled digits": "http://①②⑦.⓪.⓪.①/",
    "private 10": "http://10.0.0.1/",
    "private 172": "http://172.31.255.255/",
    "private 192": "https://192.168.1.1/",
    "shared by providers": "http://100.64.0.1/",
    "unique local": "http://[fd12:3456::1]/",
    "hexadecimal": "http://0x7f000001/",
    "name of this machine": "http://localhost/",
    "name of this machine, rooted": "http://localhost./",
    "name of this machine, in circles": "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "name of a private host": "https://inside.example/",
    "name of a private host by IPv6": "https://inside6.example/",
    "name with a public and a private address": "https://both.example/",
}
"""Refused unless private addresses are allowed."""


@pytest.fixture
def names() -> Names:
    """Return name servers that know hosts outside and inside."""
    loopback = [["127.0.0.1"]]
    return Names(
        **{"localhost": loopback, "localhost.": loopback, "0x7f000001": loopback},
        hooks_example=[[PUBLIC]],
        inside_example=[["10.1.2.3"]],
        inside6_example=[["fd00::7"]],
        both_example=[[PUBLIC, "192.168.0.7"]],
        metadata_example=[["169.254.169.254"]],
    )


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """Return a server on this machine that must not hear of anything."""
    async with receiving() as receiver:
        yield receiver


@pytest.mark.parametrize("url", NEVER.values(), ids=NEVER.keys())
async def test_some_urls_are_refused_whatever_the_settings(url: str, names: Names) -> None:
    """Neither registered nor sent to, even where private addresses are allowed; the refusal says what to send."""
    async with outbound(HOMELY, names) as http:
        with pytest.raises(RefusedUrlError) as refused:
            await http.check(url)
        assert refused.value.remedy
        with pytest.raises(UnreachableError):
            await http.post(url, b"{}", {})
    assert names.asked == []


@pytest.mark.parametrize("url", NOT_FROM_OUTSIDE.values(), ids=NOT_FROM_OUTSIDE.keys())
async def test_private_hosts_are_refused_by_address_and_by_name(url: str, names: Names) -> None:
    """However an address is written and whatever a name says about it, what counts is where it leads."""
    async with outbound(STRICT, names) as http:
        with pytest.raises(RefusedUrlError) as refused:
            await http.check(url)
        with pytest.raises(UnreachableError):
            await http.post(url, b"{}", {})
    for inside in ("10.1.2.3", "192.168.0.7", "fd00::7"):
        assert inside not in refused.value.message


@pytest.mark.parametrize("url", NOT_FROM_OUTSIDE.values(), ids=NOT_FROM_OUTSIDE.keys())
async def test_private_hosts_can_be_allowed(url: str, names: Names) -> None:
    """In a home network receivers have private addresses."""
    await outbound(HOMELY, names).check(url)


async def test_metadata_by_name_stays_refused(names: Names) -> None:
    """A name that leads to a cloud's metadata service is refused where private addresses are allowed, too."""
    with pytest.raises(RefusedUrlError, match="private or reserved"):
        await outbound(HOMELY, names).check("https://metadata.example/")


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example",
        "https://HOOKS.example/path?query=1",
        "http://hooks.example:8080/",
        f"https://{PUBLIC}/",
        "https://[2606:4700::1]/",
        "https://[64:ff9b::5db8:d70e]/",
    ],
)
async def test_public_hosts_are_allowed(url: str, names: Names) -> None:
    """Ordinary receivers are registered, behind NAT64 too."""
    await outbound(STRICT, names).check(url)


async def test_without_tls_only_where_it_is_allowed(names: Names) -> None:
    """In production a URL has to begin with https://, and the remedy says so."""
    http = outbound(outbound_policy(allow_private=False, allow_http=False), names)
    await http.check("https://hooks.example/")
    with pytest.raises(RefusedUrlError) as refused:
        await http.check("http://hooks.example/")
    assert "begins with https://," in refused.value.remedy


async def test_an_unknown_host_is_refused(names: Names) -> None:
    """A name nobody knows is most likely misspelt."""
    with pytest.raises(RefusedUrlError, match="no such host"):
        await outbound(STRICT, names).check("https://hoks.example/")


async def test_a_name_that_moves_between_check_and_use_is_refused(receiver: Receiver) -> None:
    """A name that was public when it was registered and leads to this machine when it is used gets no connection."""
    names = Names(moving_example=[[PUBLIC], ["127.0.0.1"]])
    async with outbound(STRICT, names) as http:
        await http.check(f"http://moving.example:{receiver.port}/")
        with pytest.raises(UnreachableError, match="private or reserved"):
            await http.post(f"http://moving.example:{receiver.port}/", b"{}", {})
    assert receiver.received == []


async def test_a_request_looks_its_host_up_once(receiver: Receiver) -> None:
    """The address that was checked is the one connected to: there is no second look-up that could say otherwise."""
    names = Names(home_example=[["127.0.0.1"], ["127.0.0.2"]])
    async with outbound(HOMELY, names) as http:
        reply = await http.post(f"http://home.example:{receiver.port}/hook", b"{}", {})
    assert reply.status_code == 204
    assert names.asked == ["home.example"]
    assert [request.headers["host"] for request in receiver.received] == [f"home.example:{receiver.port}"]
