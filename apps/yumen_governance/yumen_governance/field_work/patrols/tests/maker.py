"""Items as a phone would send them, read."""

import uuid
from datetime import datetime, timedelta

from frappe.utils import now_datetime

from yumen_governance.events.intake.pictures import Picture
from yumen_governance.field_work.sync.items import Base, Item

# The smallest picture that is one
PNG = bytes.fromhex(
	"89504e470d0a1a0a0000000d4948445200000001000000010806000000"
	"1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def item(kind: str, base=None, photos: int = 0, happened_on: datetime | None = None, **values) -> Item:
	"""Return an item of a kind with its values.

	:param base: the document as the person saw it
	:param photos: how many come with it
	"""
	seen = Base("", base.name, base.modified) if base is not None else None
	pictures = [Picture(f"photo-{number}.png", PNG) for number in range(photos)]
	return Item(
		str(uuid.uuid4()), kind, values, seen, happened_on or now_datetime() - timedelta(minutes=1), pictures
	)
