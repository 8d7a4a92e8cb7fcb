"""Link checks connect to public addresses only, however another one is written, resolved or redirected to."""

import ipaddress
import socket

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baliportal.linkcheck.checker import Checker
from baliportal.linkcheck.network import Network
from baliportal.linkcheck.target import Unusable, is_public, target_of

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::7f00:1", "2001:db8::1", "fe80::1",
    "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1",
]  # fmt: skip


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_and_reserved_addresses_are_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip",
    ["192.0.0.192", "192.0.0.8", "192.88.99.1", "3fff::1", "2620:4f:8000::1", "168.63.129.16", "::ffff:168.63.129.16",
     "192.31.196.1", "192.52.193.1", "192.175.48.1", "2001:1::1", "2001::1", "2001:20::1"],
)  # fmt: skip
def test_special_addresses_are_not_public_whatever_the_version_of_python_says(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", [*PRIVATE, "192.0.0.192", "2a01:111::5efe:a00:1", "2a01:111::200:5efe:808:808"])
def test_the_portals_own_list_knows_them_where_the_standard_library_calls_everything_global(ip, monkeypatch):
    for kind in (ipaddress.IPv4Address, ipaddress.IPv6Address):
        monkeypatch.setattr(kind, "is_global", True)
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["8.8.8.8", "1.1.1.1", "193.0.6.139", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_ordinary_addresses_are_public(ip):
    assert is_public(ip)


@given(st.ip_addresses())
def test_nothing_that_the_standard_library_calls_local_is_public(ip):
    if is_public(str(ip)):
        inner = getattr(ip, "ipv4_mapped", None) or ip
        local = ("is_private", "is_loopback", "is_link_local", "is_multicast", "is_reserved", "is_unspecified")
        assert not any(getattr(inner, name) for name in local)


@pytest.fixture
def no_connection(monkeypatch):
    """Return the list of attempted connections, which must stay empty."""
    tried = []
    monkeypatch.setattr(socket, "create_connection", lambda place, **_: tried.append(place) or 1 / 0)
    return tried


def resolver_of(*ips):
    family = {4: socket.AF_INET, 6: socket.AF_INET6}
    return lambda host, port, **_: [
        (family[ipaddress.ip_address(ip.partition("%")[0]).version], socket.SOCK_STREAM, 6, "", (ip, port))
        for ip in ips
    ]


@pytest.mark.parametrize("ip", PRIVATE)
def test_a_host_that_resolves_to_a_private_address_is_not_connected_to(no_connection, ip):
    for ips in ([ip], ["8.8.8.8", ip]):
        verdict = Checker(Network(resolve=resolver_of(*ips)), delay=0).check("http://innocent.example/")
        assert verdict.result == "private"
    assert no_connection == []


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://0/",
                "http://0x7f.1/", "http://0177.0.0.1/", "http://localhost/", "https://169.254.169.254/latest/"]
)  # fmt: skip
def test_however_a_private_address_is_written_it_is_not_connected_to(no_connection, address):
    verdict = Checker(Network(), delay=0).check(address)
    assert verdict.result in ("private", "dead")
    assert no_connection == []


def test_a_redirect_into_a_private_network_is_not_followed(web):
    for place in ("10.0.0.1", "inside.example", "[::1]", "127.0.0.2"):
        verdict = web.checker(resolve=_inside(web)).check(web.at(f"/away/{place}:{web.port}/secret"))
        assert verdict.result == "private"
    assert {host for _, host, _ in web.asked} == {"site.example"}


def _inside(web):
    def resolve(host, port, **_):
        ip = {"site.example": "127.0.0.1", "inside.example": "192.168.0.1"}.get(host, host)
        return resolver_of(ip)(host, port)

    return resolve


def test_a_name_is_resolved_once_so_a_second_answer_changes_nothing(web):
    """DNS rebinding fails, because the connection uses the address that was checked."""
    asked = []

    def changing(host, port, **_):
        asked.append(host)
        return resolver_of("127.0.0.1" if len(asked) % 2 else "10.0.0.1")(host, port)

    network = web.checker(resolve=changing).network
    assert network.request("HEAD", web.at("/"), headers={}).status == 200
    assert len(asked) == 1


@pytest.mark.parametrize(
    "address",
    ["ftp://site.example/", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://user:pass@site.example/",
     "http://user@site.example/", "http://site.example:22/", "http://site.example:99999/", "http://[bad/", "",
     "http://a b.example/", "//site.example/", "http://site.example\r\nX: y/"],
)  # fmt: skip
def test_an_address_that_is_not_plain_http_is_not_opened(no_connection, address):
    assert Checker(delay=0).check(address).result in ("unusable", "dead")
    assert no_connection == []


@pytest.mark.parametrize("place", ["site.example:22", "user:pass@site.example"])
def test_a_redirect_to_what_may_not_be_opened_is_not_followed(web, place):
    assert web.checker().check(web.at(f"/away/{place}/")).result == "unusable"
    assert [path for _, _, path in web.asked if path == "/"] == []


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_no_text_breaks_the_parsing_of_addresses(text):
    for address in (text, f"http://{text}", f"http://site.example/{text}"):
        try:
            target = target_of(address)
        except Unusable:
            continue
        assert target.path.isascii()
        assert not set("\r\n \t\0") & set(target.path + target.host)


def test_addresses_in_other_scripts_are_asked_for_in_ascii():
    target = target_of("https://bücher.example/ปฏิญญา?q=人 口")
    assert target.host == "xn--bcher-kva.example"
    assert target.path == "/%E0%B8%9B%E0%B8%8F%E0%B8%B4%E0%B8%8D%E0%B8%8D%E0%B8%B2?q=%E4%BA%BA%20%E5%8F%A3"
