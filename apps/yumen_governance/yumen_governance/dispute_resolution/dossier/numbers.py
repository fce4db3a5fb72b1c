"""Filing numbers, (2026)玉联人调字第1号: one after the other for each committee and year, without gaps.

The last number is a row that the filing transaction locks: whoever files next for the same committee waits until this
filing is stored or undone, and an undone one gives its number back. The row is taken last, so that nobody waits long.
"""

import frappe

TABLE = "filing_number"


def create_table() -> None:
	"""Make the table if the site lacks it."""
	frappe.db.sql_ddl(
		f"""create table if not exists `{TABLE}` (
			committee varchar(140) not null,
			year smallint unsigned not null,
			last int unsigned not null,
			primary key (committee, year)
		) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin"""
	)


def prepare(committee: str, year: int) -> None:
	"""Make the row of a committee and year before it is needed: filings that wait for a row there is can't deadlock."""
	frappe.db.sql(
		f"insert ignore into `{TABLE}` (committee, year, last) values (%s, %s, 0)", (committee, year)
	)


def take(committee: str, year: int) -> int:
	"""Return the next number of a committee in a year; its row stays locked until the transaction ends.

	The first two filings of a year may deadlock on the row that neither has yet: the request is then tried again.
	"""
	where = (committee, year)
	last = _locked(where)
	if last is None:
		prepare(committee, year)
		last = _locked(where)
	frappe.db.sql(f"update `{TABLE}` set last = last + 1 where committee = %s and year = %s", where)
	return last + 1


def _locked(where: tuple[str, int]) -> int | None:
	rows = frappe.db.sql(f"select last from `{TABLE}` where committee = %s and year = %s for update", where)
	return rows[0][0] if rows else None


def write_out(short_name: str, year: int, number: int) -> str:
	"""Return a filing number as it stands on the cover.

	:param short_name: the committee's, the X of X人调字
	:param year: of the filing
	"""
	return f"({year}){short_name}人调字第{number}号"
