"""Which addresses may be connected to: public unicast ones, and nothing that stands for anything else.

The check runs on the address that is about to be connected to, on every hop, so neither a name that resolves to the
inside nor one that changes its mind between look-up and connection gets through. Sources: the IANA special-purpose
registries for IPv4 and IPv6 (RFC 6890 and its updates), and the clouds' own pages for their metadata services.
"""

import ipaddress
import re

_V4 = {
    "0.0.0.0/8": "this network",
    "10.0.0.0/8": "private",
    "100.64.0.0/10": "carrier-grade NAT",
    "127.0.0.0/8": "loopback",
    "169.254.0.0/16": "link-local",
    "172.16.0.0/12": "private",
    "192.0.0.0/24": "protocol assignments",
    "192.0.2.0/24": "documentation",
    "192.31.196.0/24": "AS112",
    "192.52.193.0/24": "AMT relays",
    "192.88.99.0/24": "6to4 relays",
    "192.168.0.0/16": "private",
    "192.175.48.0/24": "AS112",
    "198.18.0.0/15": "benchmarking",
    "198.51.100.0/24": "documentation",
    "203.0.113.0/24": "documentation",
    "224.0.0.0/4": "multicast",
    "240.0.0.0/4": "reserved",
}
_V6 = {
    "::/128": "unspecified",
    "::1/128": "loopback",
    "::/96": "IPv4-compatible",
    "64:ff9b:1::/48": "local NAT64",
    "100::/64": "discard",
    "2001::/32": "Teredo",
    "2001::/23": "protocol assignments",
    "2001:db8::/32": "documentation",
    "3fff::/20": "documentation",
    "fc00::/7": "private",
    "fe80::/10": "link-local",
    "fec0::/10": "site-local",
    "ff00::/8": "multicast",
}
# Services that hand out credentials; the first two lie in ranges that the tables above do not cover, or name better.
_METADATA = {
    "168.63.129.16": "Azure",
    "100.100.100.200": "Alibaba",
    "169.254.169.254": "cloud",
    "169.254.170.2": "Amazon ECS",
    "192.0.0.192": "Oracle",
    "fd00:ec2::254": "Amazon",
    "fd20:ce::254": "Google",
}
_SPECIAL = [(ipaddress.ip_network(block), why) for block, why in {**_V4, **_V6}.items()]
_SERVICES = {ipaddress.ip_address(address): why for address, why in _METADATA.items()}
_GLOBAL = ipaddress.IPv6Network("2000::/3")
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_TRANSLATED = ipaddress.IPv6Network("::ffff:0:0:0/96")  # IPv4-translated, RFC 2765
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+))*\.?", re.IGNORECASE)
_LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "onion", "localdomain")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def refusal(address: str) -> str:
    """Return why an address must not be connected to, in words, or "" for a public one.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, NAT64, translated, ISATAP) are judged by what they stand for.
    """
    try:
        parsed = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return "no IP address"
    if "%" in address:
        return "an address with a zone, which is never public"
    return _refusal(parsed)


def _refusal(address: Address) -> str:
    if address in _SERVICES:
        return f"a metadata service ({_SERVICES[address]})"
    if isinstance(address, ipaddress.IPv6Address) and (inner := _inside(address)):
        return f"IPv4 inside IPv6: {why}" if (why := _refusal(inner)) else ""
    for network, why in _SPECIAL:
        if address.version == network.version and address in network:
            return f"{why} ({network})"
    if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL:
        return "outside the global unicast range (2000::/3)"
    return ""


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, if any."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    number = int(address)
    if address in _SIX_TO_FOUR:
        return ipaddress.IPv4Address((number >> 80) & 0xFFFFFFFF)
    isatap = (number >> 32) & 0xFDFFFFFF == 0x00005EFE
    if address in _NAT64 or address in _TRANSLATED or isatap:
        return ipaddress.IPv4Address(number & 0xFFFFFFFF)
    return None


def host_refusal(host: str) -> str:
    """Return why a host as written must not even be looked up, or "".

    Numbers in odd notations (octal, hexadecimal, one integer, short forms) have no honest use; names that by convention
    never leave a network are not looked up, so that a resolver with a search list cannot find them.
    """
    host = host.strip("[]").rstrip(".").lower()
    if not host:
        return "no host"
    if ":" in host:
        return refusal(host)
    if _NUMERIC.fullmatch(host):
        try:
            return refusal(str(ipaddress.IPv4Address(host)))
        except ValueError:
            return "an address in an odd notation"
    if host in _LOCAL_NAMES or host.endswith(tuple("." + name for name in _LOCAL_NAMES)):
        return "a name that is only known inside a network"
    return ""
