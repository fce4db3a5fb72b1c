"""The tally's table, and the columns by which an event says what it was counted as and what it is now.

_counted, _counted_due: what the tally holds of an event; nothing until it is counted for the first time.
_now, _now_due: what it should hold, generated. _uncounted: whether the two differ, generated and indexed.
"""

import hashlib

import frappe

from yumen_governance.time_limits.stages import RUNNING

EVENT = "Governance Event"
TABLE = "governance_event_tally"
PLACES = ("grid_path", "lead_grid_path", "lead_unit")
STANDING = ("stage", "workflow_state")
# Fields that queues ask for beside the stage
FLAGS = ("came_back", "open_request", "follow_up")
KEY_FIELDS = (*PLACES, *STANDING, *FLAGS)
SEPARATOR = "\n"
COUNTED, COUNTED_DUE, NOW, NOW_DUE, UNCOUNTED = "_counted", "_counted_due", "_now", "_now_due", "_uncounted"
INDEX = "uncounted"
# Few at any time; after many changes the database believes otherwise, and would read every event
UNCOUNTED_EVENTS = f"`tab{EVENT}` force index (`{INDEX}`)"


def ensure() -> None:
	"""Make the table and the columns that the site lacks, and renew them when their definition changed."""
	create_table()
	if _stored_version() != version():
		_renew_columns()


def create_table() -> None:
	"""Make the table of sums if the site lacks it."""
	text = "character set utf8mb4 collate utf8mb4_bin not null"
	frappe.db.sql_ddl(
		f"""create table if not exists `{TABLE}` (
			area varchar(150) {text},
			measure varchar(8) {text},
			value varchar(180) {text},
			n bigint not null,
			primary key (area, measure, value)
		) engine=InnoDB"""
	)


def definitions() -> dict[str, str]:
	"""Return the columns and what they are."""
	line_feed = "'\\n'"
	now = f"CONCAT_WS({line_feed}, {', '.join(_text_of(name) for name in KEY_FIELDS)})"
	stages = ", ".join(f"'{stage}'" for stage in RUNNING)
	hour = "YEAR(`due_on`) * 1000000 + MONTH(`due_on`) * 10000 + DAY(`due_on`) * 100 + HOUR(`due_on`)"
	is_counted = f"`{COUNTED}` <=> `{NOW}` AND `{COUNTED_DUE}` <=> `{NOW_DUE}`"
	return {
		COUNTED: "text DEFAULT NULL",
		COUNTED_DUE: "int(11) DEFAULT NULL",
		NOW: f"text GENERATED ALWAYS AS ({now}) VIRTUAL",
		NOW_DUE: f"int(11) GENERATED ALWAYS AS (IF(`stage` IN ({stages}) AND `due_on` IS NOT NULL, {hour}, 0)) VIRTUAL",
		UNCOUNTED: f"tinyint(1) GENERATED ALWAYS AS (NOT ({is_counted})) STORED",
	}


def version() -> str:
	"""Return what tells one definition of the columns from another."""
	return hashlib.sha256(repr(definitions()).encode()).hexdigest()[:16]


def _text_of(fieldname: str) -> str:
	return f"IF(`{fieldname}` = 1, '1', '')" if fieldname == "came_back" else f"COALESCE(`{fieldname}`, '')"


def _renew_columns() -> None:
	"""Put the generated columns in place anew; what was counted stays, and differs where the definition does."""
	stored = {column.name for column in frappe.db.get_table_columns_description(f"tab{EVENT}")}
	generated = (UNCOUNTED, NOW_DUE, NOW)
	drops = [f"DROP COLUMN `{name}`" for name in generated if name in stored]
	if drops:
		frappe.db.sql_ddl(f"ALTER TABLE `tab{EVENT}` {', '.join(drops)}")
	columns = {name: text for name, text in definitions().items() if name in generated or name not in stored}
	adds = [f"ADD COLUMN `{name}` {text} INVISIBLE{_comment(name)}" for name, text in columns.items()]
	index = f"ADD INDEX `{INDEX}` (`{UNCOUNTED}`)"
	frappe.db.sql_ddl(f"ALTER TABLE `tab{EVENT}` {', '.join([*adds, index])}")


def _comment(name: str) -> str:
	return f" COMMENT '{version()}'" if name == UNCOUNTED else ""


def _stored_version() -> str | None:
	rows = frappe.db.sql(
		"""select column_comment from information_schema.columns
		where table_schema = database() and table_name = %s and column_name = %s""",
		(f"tab{EVENT}", UNCOUNTED),
	)
	return rows[0][0] if rows else None
