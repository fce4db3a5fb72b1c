"""The door of members' phones: keys of a device, what changed in a territory, and what somebody entered without a network."""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import get_system_timezone, now_datetime
from pytz import timezone

from yumen_governance.field_work.sync import devices, pulling, pushing, uploads
from yumen_governance.field_work.sync.clock import read_time
from yumen_governance.field_work.sync.reading_items import read_items
from yumen_governance.grid_management.contention import tried_again

HOUR = 60 * 60
# All phones of an office may come from one address
QUESTIONS = 30_000


@frappe.whitelist(methods=["POST"])
def begin(device: str) -> dict:
	"""Begin on a device, or go on after its page was loaded anew.

	:param device: the id that the phone made for itself, a UUID
	:return: `key` (what is kept of the registry; this session's) and `outbox_key` (what isn't sent yet; this person's on this device), each
		of 32 bytes in Base64; `user`, `full_name`, `roles`, `now`, `csrf_token`
	:raises frappe.PermissionError: the person has nothing to do with the field app
	:raises DeviceError: 403, the device was revoked
	"""
	_check_person()
	user, agent = frappe.session.user, frappe.get_request_header("User-Agent")
	keys = tried_again(lambda: devices.begin(device, user, agent, now_datetime()))
	return {
		"key": keys.records,
		"outbox_key": keys.outbox,
		"full_name": frappe.utils.get_fullname(user),
		"roles": sorted(frappe.get_roles(user)),
		**_session(),
	}


@frappe.whitelist(allow_guest=True, methods=["GET"])
@rate_limit(limit=QUESTIONS, seconds=HOUR)
def alive(device: str) -> dict:
	"""Tell how a device stands: may it go on, is it to begin, to sign in again, or to delete everything?

	:param device: the id that the phone made for itself, a UUID
	:return: `state`: alive, signed_in (to begin), ended (to sign in) or revoked (to delete); `user`, `now`, `csrf_token`
	"""
	return {"state": devices.state_of(device, frappe.session.user), **_session()}


@frappe.whitelist(methods=["GET"])
def pull(marks: dict | str | None = None) -> dict:
	"""Return what is new for this phone, a page at most.

	:param marks: `stores` (by name, the `mark` of each as it came), `gone` (the `gone_mark`) and `shape`; nothing the first time
	:return: `shape`; `anew` (forget marks, and when a store has no `more`, delete what didn't come again); `names` of all stores (delete
		others); `territories` ({grid, path, title}; delete at once what lies under none); `stores` (by name: `rows`, `mark`, `more`);
		`gone` (by store: names to delete), `gone_mark`, `gone_more`; `now`
	:raises DeviceError: 403, this session has no key for its device
	"""
	_check_person()
	read, now = pulling.read_marks(frappe.parse_json(marks or {})), now_datetime()
	devices.require(frappe.session.user)
	return {**pulling.pull(read, frappe.session.user, now), "now": _now()}


@frappe.whitelist(methods=["POST"])
def push(items: list | str, sent_on: str | None = None) -> list[dict]:
	"""Take in what somebody entered, in order; an item that was taken before is answered and not done again.

	:param items: at most 20, each: `id` (UUID), `number` (order on the device), `kind`, `values`, `base` ({store, name, modified} that the
		person saw, or null), `happened_on` (ISO, by the phone's clock), `photos` (ids of uploads). In values and base, the id of an
		earlier item stands for the record that it made
	:param sent_on: the phone's clock at this moment (ISO)
	:return: for each item `id` and `status`: done (`record`, `rows`), refused (`message`), conflict (`current`) or later (`message`,
		`missing`: from where uploads are wanted)
	:raises DeviceError: 403, this session has no key for its device
	:raises ItemError: 417, it is no list of items, or there are too many
	:raises BusyError: 503, somebody else writes the same records; nothing was taken
	"""
	_check_person()
	read, told = read_items(frappe.parse_json(items)), read_time(sent_on) if sent_on else None
	device = devices.require(frappe.session.user)
	frappe.db.rollback()
	return tried_again(lambda: pushing.push(read, device, frappe.session.user, told, now_datetime()))


@frappe.whitelist(methods=["POST"])
def upload(upload: str, offset: int, total: int) -> dict:
	"""Take a piece of a photo, of a multipart request under the name chunk, at most 256 KB.

	:param upload: the id that the phone made for the photo, a UUID
	:param offset: where the piece begins, in bytes
	:param total: bytes of the whole photo
	:files chunk: the piece
	:return: `offset` from where the next piece is wanted, `total` when all is here
	:raises DeviceError: 403, this session has no key for its device
	:raises TooLargeError: 413, the photo is larger than the settings allow, or too many are waiting
	:raises UploadError: 417, the numbers don't fit each other
	"""
	_check_person()
	devices.require(frappe.session.user)
	files = getattr(frappe.request, "files", None) or {}
	if "chunk" not in files:
		frappe.throw(_("A piece of a photo is sent under the name chunk."), uploads.UploadError)
	piece = files["chunk"].stream.read(uploads.LARGEST_PIECE + 1)
	return {"offset": tried_again(lambda: uploads.receive(upload, offset, total, piece, frappe.session.user))}


@frappe.whitelist(methods=["POST"])
def revoke(device: str, reason: str) -> None:
	"""Revoke a device: what it keeps can't be read any more, and is deleted when it comes next.

	:param device: the Field Device
	:raises frappe.PermissionError: the device is that of somebody whom the person doesn't lead
	"""
	doc = frappe.get_doc(devices.DEVICE, device)
	doc.check_permission("write")
	if not reason.strip():
		frappe.throw(_("Please say why the device is revoked."))
	devices.revoke(doc, reason.strip(), frappe.session.user, now_datetime())


def _check_person() -> None:
	"""Refuse whoever has nothing to do with the field app.

	:raises frappe.PermissionError: no role of the person has
	"""
	if not frappe.has_permission(devices.DEVICE, "read"):
		frappe.throw(_("The field app is for grid members and their leaders."), frappe.PermissionError)


def _session() -> dict:
	user = frappe.session.user
	is_known = user != "Guest"
	token = frappe.sessions.get_csrf_token() if is_known else None
	return {"user": user if is_known else None, "csrf_token": token, "now": _now()}


def _now() -> str:
	"""The server's time with its offset."""
	return timezone(get_system_timezone()).localize(now_datetime()).isoformat()
