"""For development: messages as lines of a file below the site's private folder; nothing leaves the machine."""

import json
from dataclasses import asdict
from pathlib import Path

import frappe
from frappe.utils import now

from yumen_governance.time_limits.outbox.adapters.base import Adapter
from yumen_governance.time_limits.outbox.messages import Message


class LocalFile(Adapter):
	"""Appends a JSON line to private/outbox/<channel>.jsonl of the site."""

	def send(self, message: Message) -> str | None:
		path = file_of(self.channel.name)
		path.parent.mkdir(exist_ok=True)
		with path.open("a", encoding="utf-8") as file:
			file.write(
				json.dumps({"written_on": now(), **asdict(message)}, ensure_ascii=False, default=str) + "\n"
			)


def file_of(channel: str) -> Path:
	"""Return the file of a channel."""
	return Path(frappe.get_site_path("private", "outbox", f"{frappe.scrub(channel).replace('/', '_')}.jsonl"))
