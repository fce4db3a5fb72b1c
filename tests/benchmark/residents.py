"""Residents in any number, with what they are found by: a base made by the product's own code, multiplied by one
statement. Each copy lives in another grid, so that every territory grows with the city.
"""

from random import Random

import frappe
from frappe.utils import now

from yumen_governance.registry import search_keys
from yumen_governance.registry.pinyin import readings_of
from yumen_governance.registry.sealed_document import traces
from yumen_governance.registry.sealing.envelope import seal
from yumen_governance.registry.shape import shape_of

from .tables import SizedTable

RESIDENT = "Resident"
SEED = 11
VERSION = f"2 {SEED}"
BASE = 20_000
BATCH = 2_000
GRID_STRIDE = 37
SURNAMES = (
	"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢"
)
GIVEN = (
	"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红玲建国文辉力鹏志宏海燕雪梅林晨宇轩浩然子涵欣怡梓豪思佳俊熙雨桐一诺可馨"
	"嘉瑞博晓春秋冬云飞龙凤山川江河东南西北中正德福康宁安乐永庆祥瑞和顺"
)
COLUMNS = (
	"name",
	"creation",
	"modified",
	"owner",
	"modified_by",
	"resident_name",
	"pinyin_initials",
	"resident_kind",
	"status",
	"grid",
	"grid_path",
	"id_number",
	"id_number_index",
	"id_number_tail",
	"phone",
	"phone_index",
	"phone_tail",
	"address_detail",
	"sealed",
)


class SizedKeys(SizedTable):
	"""The table of search keys at several sizes; it belongs to no DocType."""

	def __init__(self, fill, version: str):
		super().__init__(RESIDENT, fill, version)
		self.table, self.aside = search_keys.TABLE, f"benchmark {search_keys.TABLE} original"

	def _kept(self, size: int) -> str:
		return f"benchmark {search_keys.TABLE} {size}"


def residents_table() -> SizedTable:
	"""The residents of the city at any size."""
	return SizedTable(RESIDENT, fill_residents, VERSION)


def keys_table() -> SizedTable:
	"""What the residents of the same size are found by; fill the residents first."""
	return SizedKeys(fill_keys, VERSION)


def people() -> list[dict]:
	"""The base: invented residents as the product stores them, with their plain values."""
	chance = Random(SEED)
	grids = frappe.get_all("Grid", {"grid_level": "Level 3"}, ["name", "grid_path"], order_by="name")
	return [_person(number, chance, grids) for number in range(BASE)]


def _person(number: int, chance: Random, grids: list) -> dict:
	name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
	grid = grids[number % len(grids)]
	return {
		"grid": grid.name,
		"grid_path": grid.grid_path,
		"resident_name": name,
		"pinyin_initials": readings_of(name)[0],
		"id_number": f"99{number // 1000:04}{chance.randint(1940, 2020)}0101{number % 1000:03}{number % 10}",
		"phone": f"1990{chance.randint(0, 9_999_999):07}",
		"address_detail": f"玉门市第{number % 97}社区钱塘{chance.choice('甲乙丙丁')}小区{1 + number % 30}号楼{100 + number % 500}",
	}


def fill_residents(table: str, size: int) -> None:
	"""Write `size` residents into an empty table with the columns of Resident."""
	frappe.db.sql_ddl(f"create or replace table `benchmark base residents` like `{table}`")
	stamp = now()
	common = {"creation": stamp, "modified": stamp, "owner": "Administrator", "modified_by": "Administrator"}
	common |= {"resident_kind": "Registered", "status": "Active"}
	rows = [_stored(f"benchmark{number:012}000", person, common) for number, person in enumerate(people())]
	for start in range(0, BASE, BATCH):
		_insert("benchmark base residents", rows[start : start + BATCH])
	_number_grids()
	frappe.db.sql(_copies_of_residents(table, size // BASE))
	frappe.db.commit()


def _stored(name: str, person: dict, common: dict) -> dict:
	ways = shape_of(RESIDENT).seals
	plain = {field: person[field] for field in ("id_number", "phone", "address_detail")}
	masked = {
		key: value for field, text in plain.items() for key, value in traces(field, ways[field], text).items()
	}
	return {**common, **person, **masked, "name": name, "sealed": seal(RESIDENT, name, plain)}


def _insert(table: str, rows: list[dict]) -> None:
	places = ", ".join([f"({', '.join(['%s'] * len(COLUMNS))})"] * len(rows))
	values = [row.get(column) for row in rows for column in COLUMNS]
	frappe.db.sql(f"insert into `{table}` ({', '.join(COLUMNS)}) values {places}", values)


def _number_grids() -> None:
	frappe.db.sql_ddl(
		"""create or replace table `benchmark numbered grid` (primary key (no), index (name))
		select row_number() over (order by name) - 1 no, name, grid_path from tabGrid where grid_level = 'Level 3'"""
	)


def _copies_of_residents(table: str, copies: int) -> str:
	given = {
		"name": "concat(left(r.name, 21), lpad(k.seq, 3, '0'))",
		"grid": "g.name",
		"grid_path": "g.grid_path",
		"id_number_index": "if(k.seq = 0, r.id_number_index, md5(concat(r.id_number_index, k.seq)))",
		"phone_index": "if(k.seq = 0, r.phone_index, md5(concat(r.phone_index, k.seq)))",
	}
	selected = ", ".join(given.get(column, f"r.{column}") for column in COLUMNS)
	return f"""insert into `{table}` ({', '.join(COLUMNS)}) select {selected}
		from `benchmark base residents` r {_other_grid('r', copies)}"""


def fill_keys(table: str, size: int) -> None:
	"""Write the keys of `size` residents, as the product makes them for the base."""
	frappe.db.sql_ddl(f"create or replace table `benchmark base keys` like `{table}`")
	plain = people()
	base = frappe.db.sql("select * from `benchmark base residents` order by name", as_dict=True)
	rows = [
		row
		for stored, person in zip(base, plain, strict=True)
		for row in search_keys.rows_of(stored, person["address_detail"])
	]
	for start in range(0, len(rows), BATCH):
		batch = rows[start : start + BATCH]
		places = ", ".join(["(%s, %s, %s)"] * len(batch))
		frappe.db.sql(
			f"insert into `benchmark base keys` values {places}", [value for row in batch for value in row]
		)
	frappe.db.sql(
		f"""insert into `{table}` (resident, search_key, grid)
		select concat(left(r.resident, 21), lpad(k.seq, 3, '0')), r.search_key, g.name
		from `benchmark base keys` r {_other_grid('r', size // BASE)}"""
	)
	frappe.db.commit()


def _other_grid(alias: str, copies: int) -> str:
	"""Joins each copy of a row to the grid that it lives in; all copies of a row at once, in the order of the table."""
	return f"""straight_join seq_0_to_{copies - 1} k
		join `benchmark numbered grid` own on own.name = {alias}.grid
		join `benchmark numbered grid` g
			on g.no = (own.no + {GRID_STRIDE} * k.seq) % (select count(*) from `benchmark numbered grid`)"""
