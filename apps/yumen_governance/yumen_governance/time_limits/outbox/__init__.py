"""The outbox: whoever must know is told, by rows.

A notice is one row in the transaction of what it tells of (`posting`). The worker finds out who that is
(`expanding`), writes one delivery for each person and channel, and delivers (`delivering`) through `adapters/`.
Everything is found again in the rows: a lost job, an empty Redis or a killed worker loses and doubles nothing. What
leaves the house is sent at least once, with the delivery's name as the idempotency id for the provider.
"""

from yumen_governance.time_limits.outbox.notice import (
	Audience,
	Notice,
	leaders_of,
	members_of,
	next_actors,
	reporter,
	role,
	unit,
	users,
)
from yumen_governance.time_limits.outbox.posting import NoticeError, post, post_many

__all__ = [
	"Audience",
	"Notice",
	"NoticeError",
	"leaders_of",
	"members_of",
	"next_actors",
	"post",
	"post_many",
	"reporter",
	"role",
	"unit",
	"users",
]
