"""What the laws say, limit by limit: length, unit, law, article, whether its text was read, and the extension it allows.

Written down apart from the seeds, so that a slip in either shows.
"""

DAYS, WORKING, MONTHS = "Calendar Days", "Working Days", "Months"
PETITIONS, AID, NOTARY = "信访工作条例", "法律援助法", "公证法"
LABOUR, LAND, CIVIL = "劳动争议调解仲裁法", "农村土地承包经营纠纷调解仲裁法", "民事诉讼法"
MEDIATION, RULES_75 = "人民调解法", "人民调解工作若干规定"
COURT_MEDIATION = "最高人民法院关于人民法院特邀调解的规定"
CONFIRMATION = "最高人民法院关于人民调解协议司法确认程序的若干规定"
APPRAISAL = "司法鉴定程序通则"
MONTH_BY_AGREEMENT = (30, DAYS, False)

LAWS = {}
for item in ("信访事项", "人大信访事项", "公安信访事项"):
	LAWS |= {
		f"{item}登记转送期限": (15, DAYS, PETITIONS, "第二十二条", False),
		f"{item}受理告知期限": (15, DAYS, PETITIONS, "第二十三条", False),
		f"{item}异议退回期限": (5, WORKING, PETITIONS, "第二十三条", False),
		f"{item}办结期限": (60, DAYS, PETITIONS, "第三十四条", True, (30, DAYS, True)),
	}
LAWS |= {
	"信访事项：请求复查期限": (30, DAYS, PETITIONS, "第三十五条", True),
	"信访事项复查期限": (30, DAYS, PETITIONS, "第三十五条", True),
	"信访事项：请求复核期限": (30, DAYS, PETITIONS, "第三十六条", False),
	"信访事项复核期限": (30, DAYS, PETITIONS, "第三十六条", False),
	"信访复查申请办理期限": (30, DAYS, PETITIONS, "第三十五条", True),
	"信访复查申请：请求复核期限": (30, DAYS, PETITIONS, "第三十六条", False),
	"信访复核申请办理期限": (30, DAYS, PETITIONS, "第三十六条", False),
	"法律援助申请审查决定期限": (7, DAYS, AID, "第四十三条", True),
	"法律援助指派期限": (3, DAYS, AID, "第四十三条", True),
	"法律援助异议答复期限": (5, DAYS, AID, "第四十九条", True),
	"法律援助异议审查办理期限": (5, DAYS, AID, "第四十九条", True),
	"公证申请办理期限": (15, WORKING, NOTARY, "第三十条", True),
	"司法鉴定委托受理期限": (7, WORKING, APPRAISAL, "第十三条", False),
	"司法鉴定委托办理期限": (30, WORKING, APPRAISAL, "第二十八条", False, (30, WORKING, True)),
	"劳动人事争议仲裁申请受理期限": (5, WORKING, LABOUR, "第二十九条", False),
	"农村土地承包仲裁申请受理期限": (5, WORKING, LAND, "第二十三条", True),
	"速裁立案申请立案期限": (7, DAYS, CIVIL, "第一百二十六条", True),
	"民事立案申请立案期限": (7, DAYS, CIVIL, "第一百二十六条", True),
	"强制执行申请立案期限": (7, DAYS, CIVIL, "第一百二十六条", False),
	"支付令申请受理通知期限": (5, DAYS, CIVIL, "第二百二十六条", True),
	"支付令申请办理期限": (15, DAYS, CIVIL, "第二百二十七条", True),
	"司法确认申请受理期限": (3, DAYS, CONFIRMATION, None, False),
	"司法确认申请办理期限": (30, DAYS, CIVIL, "第一百八十七条", True, MONTH_BY_AGREEMENT),
	"诉前委派调解办理期限": (30, DAYS, COURT_MEDIATION, "第二十七条", False),
}
for item in ("劳动保障违法投诉", "拖欠工资投诉"):
	LAWS |= {
		f"{item}立案期限": (5, WORKING, "关于实施《劳动保障监察条例》若干规定", None, False),
		f"{item}办理期限": (60, WORKING, "劳动保障监察条例", "第十七条", True, (30, WORKING, False)),
	}
LAWS |= {
	"人民调解期限": (30, DAYS, RULES_75, "第三十三条", False, MONTH_BY_AGREEMENT),
	"联合调解期限": (30, DAYS, RULES_75, "第三十三条", False, MONTH_BY_AGREEMENT),
	"医疗纠纷调解期限": (30, WORKING, "医疗纠纷预防和处理条例", "第三十八条", False, (30, WORKING, False)),
	"拖欠农民工工资纠纷调解期限": (15, DAYS, LABOUR, "第十四条", False),
	"其他劳动争议调解期限": (15, DAYS, LABOUR, "第十四条", False),
	"诉前委派调解期限": (30, DAYS, COURT_MEDIATION, "第二十七条", False),
	"委托调解期限（普通程序）": (15, DAYS, COURT_MEDIATION, "第二十七条", False),
	"委托调解期限（简易程序）": (7, DAYS, COURT_MEDIATION, "第二十七条", False),
	"劳动仲裁受理期限": (5, WORKING, LABOUR, "第二十九条", False),
	"劳动仲裁送达期限": (5, WORKING, LABOUR, "第三十条", False),
	"劳动仲裁答辩期限": (10, WORKING, LABOUR, "第三十条", False),
	"劳动仲裁转送答辩状期限": (5, WORKING, LABOUR, "第三十条", False),
	"劳动仲裁开庭通知期限": (5, WORKING, LABOUR, "第三十五条", False),
	"劳动仲裁裁决期限": (45, DAYS, LABOUR, "第四十三条", True, (15, DAYS, True)),
	"劳动仲裁起诉期限": (15, DAYS, LABOUR, "第四十八条、第五十条", False),
	"终局裁决申请撤销期限": (30, DAYS, LABOUR, "第四十九条", False),
	"土地仲裁受理期限": (5, WORKING, LAND, "第二十三条", True),
	"土地仲裁送达期限": (5, WORKING, LAND, "第二十四条", True),
	"土地仲裁答辩期限": (10, DAYS, LAND, "第二十五条", True),
	"土地仲裁转送答辩状期限": (5, WORKING, LAND, "第二十五条", True),
	"土地仲裁组庭通知期限": (2, WORKING, LAND, "第二十七条", True),
	"土地仲裁开庭通知期限": (5, WORKING, LAND, "第三十条、第三十一条", True),
	"土地仲裁裁决期限": (60, DAYS, LAND, "第四十七条", True, (30, DAYS, True)),
	"土地仲裁裁决书送达期限": (3, WORKING, LAND, "第四十五条", True),
	"土地仲裁起诉期限": (30, DAYS, LAND, "第四十八条", True),
	"司法确认申请期限": (30, DAYS, MEDIATION, "第三十三条", True),
	"司法确认受理期限": (3, DAYS, CONFIRMATION, None, False),
	"司法确认审查期限": (30, DAYS, CIVIL, "第一百八十七条", True, MONTH_BY_AGREEMENT),
	"调解协议履行期限": (0, DAYS, MEDIATION, "第三十一条", True),
}
for method, usual in (
	("法院速裁", (3, MONTHS, CIVIL, "第一百六十四条", True, (1, MONTHS, False))),
	("法院诉讼", (6, MONTHS, CIVIL, "第一百五十二条", True, (6, MONTHS, False))),
):
	LAWS |= {
		f"{method}受理期限": (7, DAYS, CIVIL, "第一百二十六条", True),
		f"{method}送达期限": (5, DAYS, CIVIL, "第一百二十八条", True),
		f"{method}答辩期限": (15, DAYS, CIVIL, "第一百二十八条", True),
		f"{method}转送答辩状期限": (5, DAYS, CIVIL, "第一百二十八条", True),
		f"{method}审限": usual,
		f"{method}审限（普通程序）": (6, MONTHS, CIVIL, "第一百五十二条", True, (6, MONTHS, False)),
		f"{method}审限（简易程序）": (3, MONTHS, CIVIL, "第一百六十四条", True, (1, MONTHS, False)),
		f"{method}审限（小额诉讼程序）": (2, MONTHS, CIVIL, "第一百六十八条", True, (1, MONTHS, False)),
		f"{method}上诉期限（判决）": (15, DAYS, CIVIL, "第一百七十一条", True),
		f"{method}上诉期限（裁定）": (10, DAYS, CIVIL, "第一百七十一条", True),
	}
for method in ("劳动仲裁", "土地仲裁", "法院速裁", "法院诉讼"):
	LAWS |= {
		f"{method}申请执行期限": (24, MONTHS, CIVIL, "第二百五十条", True),
		f"{method}执行期限": (6, MONTHS, CIVIL, "第二百三十七条", True),
	}
