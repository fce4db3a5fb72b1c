"""Sending over HTTP: where to at all, and what an answer means.

An address is https and public, or its host is named in the site setting `notification_hosts` (site_config.json), where the
operator of the server lists gateways inside the house: `["sms.gateway.local:8080"]`. Redirections aren't followed, and a
name is looked up again at every attempt, so that no address leads into the house by a detour.
"""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

import frappe
import requests
from frappe import _
from frappe.utils import cint

from yumen_governance.time_limits.outbox.adapters.base import Adapter, Refused, Unreachable

ALLOWED_HOSTS = "notification_hosts"
SECONDS, MOST_SECONDS = 5, 30
TOO_MANY, TIMED_OUT = 429, 408


class AddressError(frappe.ValidationError):
	pass


class HttpAdapter(Adapter):
	"""Posts JSON to the address of the channel."""

	def check(self, channel) -> None:
		check_address(channel.address)

	def post(self, payload: dict, parameters: dict | None = None, headers: dict | None = None) -> dict:
		"""Send a request and return the answer's JSON, empty when it has none.

		:raises Refused: the address is not allowed, or the other side refuses (4xx, 3xx)
		:raises Unreachable: no answer, too many requests, or the other side is out of order (5xx)
		"""
		try:
			check_address(self.channel.address)
			check_resolved(self.channel.address)
		except AddressError as error:
			frappe.clear_last_message()
			raise Refused(str(error)) from None
		return _answer(self._send(payload, parameters, headers))

	def _send(self, payload: dict, parameters: dict | None, headers: dict | None) -> requests.Response:
		seconds = min(cint(self.channel.timeout) or SECONDS, MOST_SECONDS)
		with requests.Session() as session:
			session.trust_env = False
			try:
				return session.post(
					self.channel.address,
					json=payload,
					params=parameters,
					headers=headers,
					timeout=seconds,
					allow_redirects=False,
				)
			except requests.Timeout:
				raise Unreachable(_("No answer within {0} seconds.").format(seconds)) from None
			except requests.RequestException as error:
				# The error's own text would show the address with its key
				raise Unreachable(_("No connection: {0}").format(type(error).__name__)) from None

	def secret(self, fieldname: str) -> str | None:
		"""Return a secret of the channel in plain text."""
		channel = frappe.get_cached_doc("Notification Channel", self.channel.name)
		return channel.get_password(fieldname, raise_exception=False)


def _answer(response: requests.Response) -> dict:
	status = response.status_code
	if status in (TOO_MANY, TIMED_OUT) or status >= 500:
		wait = cint(response.headers.get("Retry-After")) or None
		raise Unreachable(_("The other side answered {0}.").format(status), wait)
	if not 200 <= status < 300:
		raise Refused(_("The other side answered {0}.").format(status))
	try:
		found = response.json()
	except ValueError:
		return {}
	return found if isinstance(found, dict) else {}


def check_address(address: str | None) -> None:
	"""Refuse an address that isn't https, unless its host is allowed by the operator of the server.

	:raises AddressError: says what to do
	"""
	parts = urlsplit(address or "")
	if _is_allowed(parts):
		return
	if parts.scheme != "https" or not parts.hostname or parts.username or parts.password:
		frappe.throw(
			_(
				"The address must begin with https:// and hold no password, or its host must be allowed in {0}."
			).format(ALLOWED_HOSTS),
			AddressError,
		)


def check_resolved(address: str) -> None:
	"""Refuse an address whose host leads to this machine or into the house, unless its host is allowed.

	:raises AddressError: names the host
	:raises Unreachable: the host is not known at the moment
	"""
	parts = urlsplit(address)
	if _is_allowed(parts):
		return
	try:
		found = socket.getaddrinfo(parts.hostname, parts.port or 443, proto=socket.IPPROTO_TCP)
	except OSError:
		raise Unreachable(_("The host {0} is not found.").format(parts.hostname)) from None
	if not all(ipaddress.ip_address(place[4][0].partition("%")[0]).is_global for place in found):
		frappe.throw(_("The host {0} is not a public one.").format(parts.hostname), AddressError)


def _is_allowed(parts: SplitResult) -> bool:
	allowed = frappe.conf.get(ALLOWED_HOSTS) or []
	return parts.scheme in ("http", "https") and bool({parts.hostname, parts.netloc} & set(allowed))
