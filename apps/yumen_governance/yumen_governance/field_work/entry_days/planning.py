"""Making the plans of an entry day: one for each full- and part-time member, grid and day, however often this runs.

A batch of grids is one transaction. It begins by locking the settings, so that two runs never make the same plan.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import frappe
from frappe.query_builder.functions import Coalesce
from frappe.utils import add_days

from yumen_governance.field_work.entry_days import facts
from yumen_governance.field_work.entry_days.choosing import Chosen, share_out
from yumen_governance.field_work.entry_days.settings import SETTINGS, VISITS_OF, settings
from yumen_governance.grid_management.many_rows import insert_rows
from yumen_governance.grid_management.related_rows import titles_of
from yumen_governance.time_limits import outbox

PLAN, SUMMARY = "Entry Day Plan", "Entry Day Summary"
GRIDS_AT_ONCE = 20


@dataclass(frozen=True)
class Post:
	"""A member who has a post in a grid on the entry day."""

	member: str
	member_name: str
	user: str | None
	post: str
	grid: str
	grid_path: str


def plan_name(day: date, grid: str, member: str) -> str:
	"""The name of a plan: one for each member, grid and day."""
	return f"{day:%Y%m%d}-{grid}-{member}"


def summary_name(day: date, grid: str) -> str:
	"""The name of a summary: one for each grid and day."""
	return f"{grid}-{day:%Y%m%d}"


def missing(day: date) -> list[Post]:
	"""Return the posts that have no plan for a day yet, those of the smallest grids first."""
	posts = {(post.member, post.grid): post for post in _lowest(_posts(day))}
	made = frappe.get_all(PLAN, {"entry_day": day}, ["member", "grid"], as_list=True)
	for key in made:
		posts.pop(tuple(key), None)
	return sorted(posts.values(), key=lambda post: (-post.grid_path.count("."), post.grid, post.member))


def _lowest(posts: list[Post]) -> list[Post]:
	"""Leave out the grid above where a member has a grid below it as well: they enter the lowest."""
	paths = defaultdict(set)
	for post in posts:
		paths[post.member].add(post.grid_path)
	return [
		post
		for post in posts
		if not any(path != post.grid_path and path.startswith(post.grid_path) for path in paths[post.member])
	]


def batches(posts: list[Post]) -> Iterator[list[Post]]:
	"""Cut posts into batches of whole grids."""
	batch, grids = [], 0
	for _grid, group in groupby(posts, key=lambda post: post.grid):
		if grids == GRIDS_AT_ONCE:
			yield batch
			batch, grids = [], 0
		batch += group
		grids += 1
	if batch:
		yield batch


def make(day: date, posts: list[Post]) -> int:
	"""Make the plans of some posts for a day, and an open summary for each of their grids; what exists is left alone.

	:return: how many plans were made
	"""
	if not posts:
		return 0
	_lock()
	made = _existing(day, posts)
	posts = [post for post in posts if plan_name(day, post.grid, post.member) not in made]
	if not posts:
		return 0
	chosen = _choose(day, posts)
	_write_plans(day, posts, chosen)
	_open_summaries(day, posts)
	outbox.post_many(_notices(day, posts, chosen))
	return len(posts)


def _posts(day: date) -> list[Post]:
	"""Who is in office on a day in a grid in use: by the post, and in each further grid."""
	member, further, grid = (frappe.qb.DocType(name) for name in ("Grid Member", "Grid Member Grid", "Grid"))
	in_office = (Coalesce(member.from_date, day) <= day) & (Coalesce(member.to_date, day) >= day)
	columns = (member.name, member.member_name, member.user, member.post, grid.name, grid.grid_path)
	holding = (member.is_active == 1) & in_office & member.post.isin(list(VISITS_OF)) & (grid.is_active == 1)
	by_post = frappe.qb.from_(member).inner_join(grid).on(grid.name == member.grid).select(*columns)
	bound = (
		frappe.qb.from_(member)
		.inner_join(further)
		.on((further.parent == member.name) & (further.parenttype == "Grid Member"))
		.inner_join(grid)
		.on(grid.name == further.grid)
		.select(*columns)
	)
	return [Post(*row) for query in (by_post, bound) for row in query.where(holding).run()]


def _lock() -> None:
	table = frappe.qb.DocType("Singles")
	(
		frappe.qb.from_(table)
		.select(table.value)
		.where((table.doctype == SETTINGS) & (table.field == "entry_days_on"))
		.for_update()
	).run()


def _existing(day: date, posts: list[Post]) -> set[str]:
	"""The plans that are there already, read past the transaction's own picture of the table."""
	table = frappe.qb.DocType(PLAN)
	names = [plan_name(day, post.grid, post.member) for post in posts]
	return set(
		frappe.qb.from_(table).select(table.name).where(table.name.isin(names)).for_update().run(pluck=True)
	)


def _choose(day: date, posts: list[Post]) -> dict[tuple[str, str], list[Chosen]]:
	"""Share out households by grid; nobody is seen twice on one day."""
	office = settings()
	of_grid = defaultdict(list)
	for post in posts:
		of_grid[post.grid].append(post)
	users = {post.member: post.user for post in posts if post.user}
	room = {post.member: int(office.get(VISITS_OF[post.post]) or 0) for post in posts}
	# a grid above others shares their households, so that as many may be gone as all members of the batch see
	most = sum(room[post.member] for post in posts)
	planned = _planned(day)
	not_since = add_days(day, -int(office.again_days or 0))
	found = facts.households(list(of_grid), users.values(), most, not_since, planned)
	chosen = {}
	for grid, group in of_grid.items():
		known = [_as_known(each, users) for each in found[grid] if each.name not in planned]
		shares = share_out(known, {post.member: room[post.member] for post in group}, office.longest_at_least)
		planned |= {each.household.name for share in shares.values() for each in share}
		chosen |= {(member, grid): share for member, share in shares.items()}
	return chosen


def _as_known(household, users: dict[str, str]):
	"""A household with the members, in place of the accounts, who know more of it."""
	knowing = frozenset(member for member, user in users.items() if user in household.known_to)
	return facts.replace(household, known_to=knowing)


def _planned(day: date) -> set[str]:
	plan, row = frappe.qb.DocType(PLAN), frappe.qb.DocType("Planned Visit")
	return set(
		frappe.qb.from_(row)
		.inner_join(plan)
		.on((plan.name == row.parent) & (row.parenttype == PLAN))
		.select(row.household)
		.where(plan.entry_day == day)
		.run(pluck=True)
	)


def _write_plans(day: date, posts: list[Post], chosen: dict) -> None:
	activities = frappe.get_all("Entry Activity", {"is_active": 1}, pluck="name", order_by="sort_order, name")
	plans, visits, ticks = [], [], []
	for post in posts:
		name = plan_name(day, post.grid, post.member)
		plans.append(
			{
				"name": name,
				"member": post.member,
				"member_name": post.member_name,
				"user": post.user,
				"grid": post.grid,
				"grid_path": post.grid_path,
				"entry_day": day,
				"status": "Not Begun",
			}
		)
		visits += [_visit(name, number, row) for number, row in enumerate(chosen[post.member, post.grid], 1)]
		ticks += [
			{**_child(name, "activities", number), "activity": activity}
			for number, activity in enumerate(activities, 1)
		]
	insert_rows(PLAN, plans)
	insert_rows("Planned Visit", visits)
	insert_rows("Planned Activity", ticks)


def _visit(plan: str, number: int, chosen: Chosen) -> dict:
	household = chosen.household
	return {
		**_child(plan, "visits", number),
		"household": household.name,
		"head_name": household.head_name,
		"address": household.address[:140],
		"grid": household.grid,
		"seen_on": household.seen_on,
		"reason": chosen.reason,
		"event": household.event,
	}


def _child(plan: str, table: str, number: int) -> dict:
	return {"parent": plan, "parenttype": PLAN, "parentfield": table, "idx": number}


def _open_summaries(day: date, posts: list[Post]) -> None:
	wanted = {summary_name(day, post.grid): post for post in posts}
	there = set(frappe.get_all(SUMMARY, {"name": ["in", list(wanted)]}, pluck="name"))
	titles = titles_of("Grid", "grid_name", (post.grid for post in posts))
	insert_rows(
		SUMMARY,
		[
			{
				"name": name,
				"grid": post.grid,
				"grid_title": titles.get(post.grid),
				"grid_path": post.grid_path,
				"entry_day": day,
				"status": "To Sum Up",
			}
			for name, post in wanted.items()
			if name not in there
		],
	)


def _notices(day: date, posts: list[Post], chosen: dict) -> Iterator[outbox.Notice]:
	for post in posts:
		if post.user:
			name = plan_name(day, post.grid, post.member)
			count = len(chosen[post.member, post.grid])
			yield outbox.Notice(
				"Entry Day Plan",
				PLAN,
				name,
				outbox.users(post.user),
				{"day": str(day), "count": str(count)},
				key=f"entry-day-plan:{name}",
			)
