"""Which internet address a request came from, as far as it can be believed.

A reverse proxy writes down whom it speaks to at the end of X-Forwarded-For; what stands before that, anybody can have
written. So the header is read from its end, for as long as the hops are proxies of our own (`trusted_proxies` in the site's
or the bench's configuration: addresses or networks; this machine alone unless it says otherwise).
"""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import frappe

HEADER, SETTING = "X-Forwarded-For", "trusted_proxies"
THIS_MACHINE = ("127.0.0.0/8", "::1/128")
# Whoever has one address of IPv6 has as many as they like of the same network
NETWORK_BITS = 64


def believe() -> None:
	"""Let limits, locks and logs of this request go by the address that can be believed (before_request).

	The framework takes the first that the header names, which every visitor chooses freely.
	"""
	request = frappe.local.request
	trusted = tuple(frappe.conf.get(SETTING) or THIS_MACHINE)
	remote = request.environ.get("REMOTE_ADDR") or ""
	frappe.local.request_ip = client(remote, request.headers.get(HEADER, ""), trusted)


def client(remote: str, forwarded: str, trusted: Sequence[str]) -> str:
	"""Return the address of the visitor.

	:param remote: who opened the connection; empty for a socket of this machine
	:param forwarded: X-Forwarded-For as it came
	:param trusted: addresses and networks of our own proxies
	"""
	found = _read(remote) or ip_address("127.0.0.1")
	networks = _networks(tuple(trusted))
	for hop in reversed([part for part in forwarded.split(",") if part.strip()]):
		before = _read(hop)
		if not before or not any(found in network for network in networks):
			break
		found = before
	return str(found)


def counted_as(address: str) -> str:
	"""Return as what an address is counted: itself, or its network where one visitor has many."""
	read = _read(address)
	if isinstance(read, IPv6Address):
		return str(ip_network(f"{read}/{NETWORK_BITS}", strict=False).network_address)
	return str(read) if read else address


def _read(text: str) -> IPv4Address | IPv6Address | None:
	"""Read an address; None for what is none. One of IPv4 in the clothes of IPv6 is the former."""
	text = text.strip()
	text = text[1:].partition("]")[0] if text.startswith("[") else text
	host, colon, port = text.partition(":")
	text = host if colon and port.isdigit() and "." in host else text
	try:
		read = ip_address(text)
	except ValueError:
		return None
	return getattr(read, "ipv4_mapped", None) or read


@lru_cache(maxsize=16)
def _networks(trusted: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
	return tuple(ip_network(each, strict=False) for each in trusted)
