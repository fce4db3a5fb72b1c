"""Governance Events in any number, written by one statement: three years of a city, most of them closed."""

import frappe

from yumen_governance.events.tally.layout import COUNTED, COUNTED_DUE, NOW, NOW_DUE

from .tables import SizedTable

SEED = 7
# Changes of what the statement writes; kept tables of another version are filled anew.
VERSION = f"3 {SEED}"
DAYS = 3 * 365

# What of each hundred recent events (the last twentieth) and of each hundred older ones is still open
OPEN_RECENT, OPEN_OLDER = 70, 1
# Of twenty open events; drafts, which have no due time, only among the latest
STAGES = (
	("Intake", "Draft", 1),
	("Triage", "Reported", 3),
	("Assigned", "Dispatched", 5),
	("Handling", "In Progress", 7),
	("Review", "Pending Review", 2),
	("Feedback", "Resolved", 2),
)

STATEMENT = """
insert into `{table}` (
	name, creation, modified, owner, modified_by, title, category, grid, grid_path, address, source, urgency,
	reporter_name, reporter_phone, description, lead_grid, lead_grid_path, lead_unit, dispatch_opinion, result,
	satisfaction, reported_on, due_on, resolved_on, closed_on, workflow_state, stage
)
select
	name, creation, coalesce(closed_on, creation + interval 3 hour), owner, owner, title, category, grid_3, path_3,
	address, source, urgency, reporter_name, reporter_phone, description,
	case lead_level when 3 then grid_3 when 2 then grid_2 when 1 then grid_1 end,
	case lead_level when 3 then path_3 when 2 then path_2 when 1 then path_1 end,
	if(lead_level = 0, unit, null),
	if(lead_level is null, null, '请现场核实后办理，并于时限内反馈办理结果。'),
	if(closed_on is null, null, '已到场核实并办结，当事人表示认可。已到场核实并办结，当事人表示认可。'),
	if(stage = 'Closed', 'Satisfied', null),
	if(stage = 'Intake', null, creation),
	if(stage = 'Intake', null, creation + interval hours hour), closed_on, closed_on,
	elt(field(stage, {stages}), {states}), stage
from (
	select
		drawn.*,
		if(stage in ('Closed', 'Void'), creation + interval hours * 60 * (20 + delay) div 100 minute, null) closed_on,
		case
			when stage in ('Intake', 'Triage') then null
			when lead_draw < 55 then 3
			when lead_draw < 75 then 2
			when lead_draw < 80 then 1
			when lead_draw < 92 then 0
		end lead_level
	from (
		select
			concat('GE-B-', lpad(seq, 8, '0')) name,
			timestamp'2023-11-01 08:00:00' + interval floor(seq * ({days} * 86400 / {size})) second
				+ interval seq % 1000000 microsecond creation,
			if({owner} % 10 < 6, concat('member-', g.no), concat('clerk-', {owner} % 10)) owner,
			concat('第', seq, '号事件：', elt(1 + {title} % 5, '邻里噪声纠纷', '路灯不亮', '占道经营', '供水管道渗漏', '欠薪求助')) title,
			c.name category, u.name unit, g.grid_3, g.grid_2, g.grid_1, g.path_3, g.path_2, g.path_1,
			concat('玉门市', g.grid_3, '第', {address} % 300, '号') address,
			elt(1 + {source} % 6, 'Hotline', 'Window', 'Grid Member', 'Public Tip-off', 'Urban Management', '110 Transfer') source,
			elt(1 + least({urgency} % 20, 2), 'Very Urgent', 'Urgent', 'Normal') urgency,
			concat('居民', {reporter} % 5000) reporter_name,
			concat('1990000', lpad({reporter} % 10000, 4, '0')) reporter_phone,
			repeat('居民反映小区内有人长期占用消防通道，影响通行，希望尽快处理。', 1 + {description} % 4) description,
			elt(1 + {hours} % 4, 2, 24, 72, 168) hours, {delay} % 120 delay, {lead} % 100 lead_draw,
			case
				when {open} % 100 < if(seq > {size} * 0.95, {open_recent}, {open_older})
				then if(seq < {size} * 0.97 and {stage} % 20 = 0, 'Triage', elt(1 + {stage} % 20, {ladder}))
				when {open} % 100 > 96 then 'Void'
				else 'Closed'
			end stage
		from seq_1_to_{size}
		join `benchmark grid` g on g.no = {grid} % (select count(*) from `benchmark grid`)
		join `benchmark category` c on c.no = {category} % (select count(*) from `benchmark category`)
		join `benchmark unit` u on u.no = {unit} % (select count(*) from `benchmark unit`)
	) drawn
) event
"""
DRAWS = (
	"address category delay description grid hours lead open owner reporter source stage title unit urgency"
).split()

# Numbered lists that the statement draws from
LISTS = {
	"grid": """
		select row_number() over (order by l3.name) - 1 no, l3.name grid_3, l3.grid_path path_3,
			l2.name grid_2, l2.grid_path path_2, l1.name grid_1, l1.grid_path path_1
		from tabGrid l3 join tabGrid l2 on l2.name = l3.parent_grid join tabGrid l1 on l1.name = l2.parent_grid
		where l3.grid_level = 'Level 3'
	""",
	"category": "select row_number() over (order by name) - 1 no, name from `tabEvent Category` where is_group = 0",
	"unit": "select row_number() over (order by name) - 1 no, name from `tabFunctional Unit`",
}


def events_table() -> SizedTable:
	"""The events of the city at any size."""
	return SizedTable("Governance Event", fill, f"{VERSION} {STATEMENT}")


def fill(table: str, size: int) -> None:
	"""Write `size` events into an empty table with the columns of Governance Event, as long brought into the tally."""
	for name, query in LISTS.items():
		frappe.db.sql_ddl(f"create or replace table `benchmark {name}` (primary key (no)) {query}")
	frappe.db.sql(_statement(table, size))
	frappe.db.sql(f"update `{table}` set `{COUNTED}` = `{NOW}`, `{COUNTED_DUE}` = `{NOW_DUE}`")
	frappe.db.commit()


def _statement(table: str, size: int) -> str:
	# A draw looks random and is the same in each run; one CRC alone would tie the draws of a record together.
	draws = {name: f"crc32(crc32(concat(seq, '{name}{SEED}')))" for name in DRAWS}
	stages, states = zip(*((stage, state) for stage, state, _share in STAGES), strict=True)
	ladder = [stage for stage, _state, share in STAGES for _n in range(share)]
	return STATEMENT.format(
		table=table,
		size=size,
		days=DAYS,
		open_recent=OPEN_RECENT,
		open_older=OPEN_OLDER,
		stages=_listed([*stages, "Closed", "Void"]),
		states=_listed([*states, "Closed", "Cancelled"]),
		ladder=_listed(ladder),
		**draws,
	)


def _listed(texts: list[str]) -> str:
	return ", ".join(f"'{text}'" for text in texts)
