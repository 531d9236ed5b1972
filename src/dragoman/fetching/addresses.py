"""Which addresses may be asked: those of the public internet, unless the user says otherwise."""

from __future__ import annotations

import ipaddress
import socket

from dragoman.fetching.answers import FetchError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, and so does any other that it stands for."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _meant(found))


def _meant(address: _Address) -> list[_Address]:
    """An address and the IPv4 addresses that it wraps."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    wrapped: list[_Address] = [address]
    if address.sixtofour is not None:
        wrapped.append(address.sixtofour)
    if address.teredo is not None:
        wrapped += address.teredo
    if address in _NAT64:
        wrapped = [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    return wrapped


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host, looked up once. Raises FetchError where there are none or any is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"there is no host {host} to be found ({error})", is_passing=True) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(is_public(one) for one in addresses):
        raise FetchError(f"{host} is an address of a private network; --allow-private lets it be read")
    return addresses
