"""Numbers of tickets: for each letter and day from 1 on, each once, without a gap.

A row of a small table counts. Whoever takes a number holds it until the ticket is stored; what is refused gives its
number back with the transaction.
"""

from datetime import date

import frappe

TABLE = "queue_ticket_counter"


def create_table() -> None:
	"""Make the table if the site lacks it."""
	frappe.db.sql_ddl(
		f"""create table if not exists `{TABLE}` (
			day date not null,
			letter varchar(2) not null,
			last int unsigned not null,
			primary key (day, letter)
		) engine=InnoDB default character set utf8mb4 collate utf8mb4_bin"""
	)


def take(letter: str, day: date) -> int:
	"""Return the next number of a letter on a day; nobody else gets it."""
	frappe.db.sql(
		f"""insert into `{TABLE}` (day, letter, last) values (%s, %s, last_insert_id(1))
		on duplicate key update last = last_insert_id(last + 1)""",
		(day, letter),
	)
	return int(frappe.db.sql("select last_insert_id()")[0][0])


def forget(before: date) -> None:
	"""Remove the counters of days that are over."""
	frappe.db.sql(f"delete from `{TABLE}` where day < %s", before)
