"""B8: ten thousand small effects, each a notification on somebody's desk, done by one worker."""

import time

import frappe
from frappe.utils import now_datetime

from yumen_governance.time_limits import outbox
from yumen_governance.time_limits.outbox import rows
from yumen_governance.time_limits.outbox.tasks import deliver_messages

from . import stock_worker
from .crowd import ensure_crowd
from .outcome import Outcome, Scale
from .ratios import at_least, at_most, growth, ratio

NAME = "B8"
TITLE = "Outbox: effects a second of one worker"
LOG, NOTICE, DELIVERY = "Notification Log", rows.NOTICE, rows.DELIVERY
LEASE = 200

TARGETS = {
	"vs_stock": at_least(20),
	"share_of_raw": at_least(0.3),
	"growth": at_most(0.1),
}


def run(scale: Scale) -> Outcome:
	"""Effects a second of each arm, in turns; then the cost of a claim at several depths of the queue."""
	outcome = Outcome(scale.rounds)
	effects, stock_effects = scale.pick(full=(10_000, 300), small=(500, 10))
	users = ensure_crowd(scale.pick(full=500, small=50))
	arms = {"ours": (_ours, effects), "stock": (_stock, stock_effects), "raw": (_raw, effects)}
	seconds: dict[str, list[float]] = {arm: [] for arm in arms}
	for number in range(scale.rounds + 1):
		for arm, (work, count) in arms.items():
			_clear()
			taken = work(count, users)
			outcome.check(f"{arm} did each effect once ({number})", _done_once(count))
			if number:
				seconds[arm].append(taken / count)
	outcome.facts["effects_per_second"] = {
		arm: round(1 / sorted(times)[len(times) // 2]) for arm, times in seconds.items()
	}
	outcome.measures["vs_stock"] = ratio(seconds["stock"], seconds["ours"])
	outcome.measures["share_of_raw"] = ratio(seconds["raw"], seconds["ours"])
	outcome.measures["growth"] = growth(_claims(outcome, scale))
	_clear()
	return outcome


def _clear() -> None:
	for doctype in (LOG, NOTICE, DELIVERY):
		frappe.db.sql_ddl(f"truncate table `tab{doctype}`")
	frappe.db.commit()


def _done_once(count: int) -> bool:
	frappe.db.commit()
	return frappe.db.count(LOG) == count


def _ours(count: int, users: list[str]) -> float:
	notices = [
		outbox.Notice(
			"System Alert",
			None,
			None,
			outbox.users(users[n % len(users)]),
			{"reason": f"benchmark {n}"},
			key=f"b8:{n}",
		)
		for n in range(count)
	]
	began = time.perf_counter()
	outbox.post_many(notices)
	frappe.flags.outbox_wakes = False
	frappe.db.after_commit.reset()
	frappe.db.commit()
	while deliver_messages():
		continue
	return time.perf_counter() - began


def _stock(count: int, users: list[str]) -> float:
	"""frappe.enqueue for each effect, then a worker that does them; its own start doesn't count."""
	began = time.perf_counter()
	stock_worker.enqueue(count, users)
	return time.perf_counter() - began + stock_worker.work_off()


def _raw(count: int, users: list[str]) -> float:
	"""What somebody would write by hand: lease two hundred, write the effects, mark them done, commit."""
	now = now_datetime()
	jobs = [
		rows.stamped(
			now,
			{"notice_key": f"raw:{n}", "actor": users[n % len(users)], "status": "Waiting", "run_at": now},
		)
		for n in range(count)
	]
	began = time.perf_counter()
	rows.insert(NOTICE, jobs)
	frappe.db.commit()
	while leased := _lease():
		marks = ", ".join(["%s"] * len(leased))
		frappe.db.sql(
			f"""insert into `tab{LOG}` (name, creation, modified, for_user, type, subject)
			select {_next_number()}, now(6), now(6), actor, 'Alert', notice_key from `tab{NOTICE}` where name in ({marks})""",
			leased,
		)
		frappe.db.sql(f"update `tab{NOTICE}` set status = 'Expanded' where name in ({marks})", leased)
		frappe.db.commit()
	return time.perf_counter() - began


def _next_number() -> str:
	return "nextval(notification_log_id_seq)" if rows.is_autoincremented(LOG) else "uuid()"


def _lease() -> list[str]:
	names = frappe.db.sql(
		f"""select name from `tab{NOTICE}` where status = 'Waiting' and run_at <= %s
		order by run_at limit {LEASE} for update skip locked""",
		now_datetime(),
		pluck=True,
	)
	if names:
		marks = ", ".join(["%s"] * len(names))
		frappe.db.sql(
			f"update `tab{NOTICE}` set attempts = attempts + 1, run_at = run_at where name in ({marks})",
			names,
		)
	return names


def _claims(outcome: Outcome, scale: Scale) -> dict[int, list[float]]:
	"""The seconds of taking two hundred of what waits, by how many wait."""
	seconds = {}
	for depth in scale.pick(full=(10_000, 100_000, 1_000_000), small=(500, 2_000, 8_000)):
		_clear()
		_fill(depth)
		now = now_datetime()
		comparison = outcome.compare(f"claim, {depth} waiting", claim=lambda now=now: _claim(now))
		seconds[depth] = comparison.seconds["claim"]
		outcome.check(f"a claim takes {LEASE} of {depth}", _claim(now) == LEASE)
	return seconds


def _claim(now) -> int:
	taken = len(rows.due(NOTICE, now, LEASE))
	frappe.db.rollback()
	return taken


def _fill(depth: int) -> None:
	frappe.db.sql(
		f"""insert into `tab{NOTICE}` (name, creation, modified, event_type, audience, variables, notice_key, status, run_at)
		select concat('b8-', lpad(seq, 12, '0')), now(6), now(6), 'System Alert', '[]', '{{}}', concat('deep:', seq), 'Waiting',
			now(6) - interval 1 day + interval seq microsecond from seq_1_to_{depth}"""
	)
	frappe.db.commit()
	frappe.db.sql_ddl(f"analyze table `tab{NOTICE}`")
