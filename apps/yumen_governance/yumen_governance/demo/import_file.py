"""Files to try the import with: invented people by the thousand, and mistakes planted among them.

Needs no site. The same number gives the same people. Regions of ID numbers (990000) and telephone numbers (1990000…)
are such that nobody has them.
"""

import csv
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from stdnum.cn import ric

HEADER = (
	"姓名",
	"居民类别",
	"身份证号",
	"性别",
	"出生日期",
	"手机号",
	"网格编码",
	"户号",
	"与户主关系",
	"现住地址",
	"户籍地址",
	"民族",
	"婚姻状况",
	"政治面貌",
	"学历",
	"籍贯",
	"职业",
	"工作单位",
	"曾用名",
	"人户一致标识",
	"流入原因",
	"居住证号",
	"居住证到期日期",
	"留守人员类型",
	"个人年收入",
	"家庭年收入",
	"困难及诉求",
	"监护人姓名",
	"监护人电话",
	"健康状况",
)
AT = {header: position for position, header in enumerate(HEADER)}
SURNAMES = (
	"王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
)
GIVEN = (
	"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玲红玉萍志新海燕春梅小龙雪峰佳琪子涵梓轩思远若曦"
)
ROADS = ("玉关路", "石油路", "铁人路", "昌盛路", "广场路")
COMPOUNDS = ("金诚小区", "昌和苑", "玉泉小区", "铁人花园", "石油新村")
FIRST_BIRTH, BIRTH_DAYS = date(1940, 1, 1), 29_000
SEQUENCES = 1000
FIRST_ROW = 2


@dataclass(frozen=True)
class Mistake:
	"""A planted mistake. row: as a spreadsheet shows it; header: the column that the report names."""

	row: int
	header: str
	kind: str


def people(count: int, grids: Sequence[str], number: int = 1, first: int = 0) -> Iterator[list[str]]:
	"""Yield rows of invented residents, four to a household, households within one grid.

	:param grids: codes of the grids they live in
	:param number: another number gives other people
	:param first: how many people with this number there are already
	"""
	for index in range(first, first + count):
		yield _person(index, grids, number)


def with_mistakes(rows: list[list[str]], count: int, number: int = 1) -> list[Mistake]:
	"""Plant mistakes into rows, each kind in turn, in rows far apart.

	:return: what the report should name, in the order of the rows
	"""
	chance = random.Random(f"mistakes-{number}")
	places = sorted(chance.sample(range(len(rows) // 2, len(rows)), count))
	planted = []
	for place, (kind, (header, plant)) in zip(places, _cycle(MISTAKES, count), strict=True):
		plant(rows, place)
		planted.append(Mistake(place + FIRST_ROW, header, kind))
	return planted


def write_csv(
	path: Path, rows: Iterator[Sequence[str]], encoding: str = "utf-8", delimiter: str = ","
) -> None:
	"""Write a file of residents as csv."""
	with path.open("w", encoding=encoding, newline="") as file:
		writer = csv.writer(file, delimiter=delimiter)
		writer.writerow(HEADER)
		writer.writerows(rows)


def write_xlsx(path: Path, rows: Iterator[Sequence[str]]) -> None:
	"""Write a file of residents as xlsx."""
	book = Workbook(write_only=True)
	sheet = book.create_sheet("居民")
	sheet.append(HEADER)
	for row in rows:
		sheet.append(list(row))
	book.save(path)


def id_number(born: date, sequence: int) -> str:
	"""Return a citizen ID with the right check digit of a region that is not allocated."""
	body = f"990000{born:%Y%m%d}{sequence:03}"
	return body + ric.calc_check_digit(f"{body}0")


def _person(index: int, grids: Sequence[str], number: int) -> list[str]:
	chance = random.Random(f"{number}-{index}")
	# Every day has a thousand sequences: running through the days first keeps numbers apart for 29 million people
	serial = index + number * 1_000_003
	born = FIRST_BIRTH + timedelta(days=serial % BIRTH_DAYS)
	sequence = serial // BIRTH_DAYS % SEQUENCES
	household, place = divmod(index, 4)
	adult = born < date(2006, 1, 1)
	floating, left_behind = place == 3 and household % 5 == 0, place == 2 and household % 11 == 0
	return [
		chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, chance.choice((1, 2, 2)))),
		"流动人口" if floating else "留守人员" if left_behind else "户籍人口",
		id_number(born, sequence),
		"男" if sequence % 2 else "女",
		born.isoformat(),
		f"1990000{serial % 10_000:04}",
		grids[household % len(grids)],
		f"{number:02}{household:07}",
		("户主", "配偶", "子", "女")[place],
		_address(household),
		f"甘肃省玉门市{chance.choice(ROADS)}{chance.randint(1, 200)}号",
		*_life(chance, adult, place),
		"" if floating else chance.choice(("人户一致", "人户一致", "人户不一致")),
		*(("务工", f"99{serial % 10**8:08}", "2030-12-31") if floating else ("", "", "")),
		*(_left_behind(chance) if left_behind else ("", "", "", "")),
		*(("", "") if adult else (chance.choice(SURNAMES) + "国强", f"1990000{(serial + 7) % 10_000:04}")),
		chance.choice(("", "", "良好", "高血压")),
	]


def _address(household: int) -> str:
	compound = COMPOUNDS[household // 500 % len(COMPOUNDS)]
	return f"{compound}{household // 60 % 30 + 1}号楼{household // 15 % 4 + 1}单元{household % 15 + 101}室"


def _life(chance: random.Random, adult: bool, place: int) -> tuple[str, ...]:
	"""The columns from ethnic group to former name."""
	return (
		chance.choices(("汉族", "回族", "藏族", "裕固族", "蒙古族"), (88, 5, 3, 2, 2))[0],
		"已婚" if adult and place < 2 else "未婚",
		chance.choices(("群众", "中共党员", "共青团员"), (80, 12, 8))[0] if adult else "群众",
		chance.choice(("小学", "初中", "高中", "大专", "本科")) if adult else "小学",
		"甘肃玉门",
		chance.choice(("务农", "工人", "个体经营", "教师", "退休", "司机")) if adult else "学生",
		chance.choice(("", "", "玉门油田", "昌盛超市", "第一中学")) if adult else "",
		"",
	)


def _left_behind(chance: random.Random) -> tuple[str, ...]:
	incomes = (str(chance.randrange(0, most, 500)) for most in (90_000, 200_000))
	return ("留守老人", *incomes, "希望有人常来看看")


def _cycle(kinds: dict, count: int) -> list:
	items = list(kinds.items())
	return [items[place % len(items)] for place in range(count)]


def _put(header: str, text: str | Callable[[str], str]):
	def plant(rows: list[list[str]], place: int) -> None:
		old = rows[place][AT[header]]
		rows[place][AT[header]] = text(old) if callable(text) else text

	return header, plant


def _wrong_check_digit(old: str) -> str:
	return old[:-1] + ("1" if old[-1] != "1" else "2")


def _same_as_earlier(rows: list[list[str]], place: int) -> None:
	"""The ID number of a person far above, with what belongs to it."""
	for header in ("身份证号", "性别", "出生日期"):
		rows[place][AT[header]] = rows[place // 3][AT[header]]


def _other_sex(rows: list[list[str]], place: int) -> None:
	rows[place][AT["性别"]] = "女" if rows[place][AT["性别"]] == "男" else "男"


MISTAKES = {
	"wrong check digit": _put("身份证号", _wrong_check_digit),
	"impossible date": _put("出生日期", "1985-02-30"),
	"unknown code": _put("民族", "火星族"),
	"unknown grid": _put("网格编码", "999999999999999"),
	"no name": _put("姓名", ""),
	"number too short": _put("身份证号", lambda old: old[:-1]),
	"double in the file": ("身份证号", _same_as_earlier),
	"sex contradicts the number": ("性别", _other_sex),
	"no phone number": _put("手机号", "12345"),
	"digits lost": _put("身份证号", "9.90000199001011E+17"),
	"unclear date": _put("出生日期", "03/04/1985"),
	"birth date contradicts the number": _put("出生日期", "1975-05-05"),
	"no kind": _put("居民类别", ""),
	"no number": _put("个人年收入", "很多"),
	"name too long": _put("姓名", "长" * 51),
	"formula": _put("网格编码", "=cmd|' /C calc'!A0"),
}
