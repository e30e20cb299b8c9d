"""Which addresses may be connected to: what was tried on other people's fetchers, and what must still work."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stet.gather.addresses import host_refusal, refusal

REFUSED = """
    0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.254 100.100.100.200 127.0.0.1 127.0.0.2
    127.255.255.254
    169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1
    172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1
    192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
    255.255.255.255 168.63.129.16
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1 64:ff9b::7f00:1
    64:ff9b::a00:1
    64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::
    2002:a00:1:: 2002:c0a8:1::1 2002:a9fe:a9fe::1 3fff::1 5f00::1 fc00::1 fd00::1 fd00:ec2::254 fd20:ce::254 fe80::1
    fe80::5efe:10.0.0.1 2a00:1450::5efe:127.0.0.1 fec0::1 ff02::1 ff0e::1 4000::1 fe80::1%eth0
""".split()
PUBLIC = """
    1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.1.1 198.17.0.1
    223.255.255.254
    2606:4700::1111 2a00:1450:4001::1 2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1
""".split()
ODD_HOSTS = """
    2130706433 0x7f000001 0x7f.1 0x7f.0x0.0x0.0x1 017700000001 0177.0.0.1 127.1 127.0.1 127.0.0.1. 0 00 0x0 1.2.3 10.1
    0xa9fea9fe 2852039166 169.254.43518 [::1] [::ffff:127.0.0.1] [fe80::1] localhost LOCALHOST localhost. a.localhost
    printer.local db.internal wiki.intranet nas.lan router.home.arpa example.onion x.localdomain 999.1.1.1 1.1.1.256
""".split()


def test_the_table_is_as_long_as_it_has_to_be() -> None:
    assert len(REFUSED) + len(ODD_HOSTS) >= 60


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_public_is_refused_with_a_reason(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_let_through(address: str) -> None:
    assert refusal(address) == ""


@pytest.mark.parametrize("host", ODD_HOSTS)
def test_a_host_in_an_odd_notation_or_of_the_inside_is_refused_before_any_look_up(host: str) -> None:
    assert host_refusal(host)


@pytest.mark.parametrize(
    "host", ["example.org", "1.1.1.1", "[2606:4700::1111]", "0x.example.org", "123.example", "münchen.de"]
)
def test_an_ordinary_host_is_looked_up(host: str) -> None:
    assert host_refusal(host) == ""


@given(st.ip_addresses(v=4))
def test_what_python_calls_special_is_refused_in_every_ipv6_dress(address: ipaddress.IPv4Address) -> None:
    dressed = [
        f"::ffff:{address}",
        str(ipaddress.IPv6Address(int(ipaddress.IPv6Address("64:ff9b::")) | int(address))),
        str(ipaddress.IPv6Address((0x2002 << 112) | (int(address) << 80))),
    ]
    if not address.is_global or address.is_multicast:
        assert refusal(str(address))
    assert {bool(refusal(d)) for d in dressed} == {bool(refusal(str(address)))}


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(host_refusal(text), str)
    assert isinstance(refusal(text), str)
