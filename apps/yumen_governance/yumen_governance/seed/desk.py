"""What people see first: their workspaces with number cards, the module profile, names and emblem."""

import json
from pathlib import Path

import frappe

from yumen_governance.seed import ensure

DATA = Path(__file__).parent / "data"
EVENT = "Governance Event"
MODULE = "Events"
MODULE_PROFILE = "Governance"
CITY_CENTRE = "玉门市社会治理中心"
EMBLEM = "/assets/yumen_governance/images/emblem.svg"
OWN_MODULES = {
	"Grid Management",
	"Registry",
	"Time Limits",
	"Events",
	"Dispute Resolution",
	"Service Centre",
	"Field Work",
}


def seed() -> None:
	"""Make number cards, workspaces, the module profile and the names of the centre."""
	seed_number_cards()
	seed_workspaces()
	seed_list_columns()
	seed_module_profile()
	seed_names()


def seed_number_cards() -> None:
	for label, card in _read("number_cards").items():
		doctype = card.get("doctype", EVENT)
		values = {
			"label": label,
			"type": "Document Type",
			"document_type": doctype,
			"function": "Count",
			"filters_json": _filters(doctype, card["filters"]),
			"dynamic_filters_json": _filters(doctype, card.get("dynamic", [])),
			"color": card["color"],
			"module": MODULE,
			"is_public": 1,
			"show_percentage_stats": 0,
		}
		ensure("Number Card", label, values)


def seed_workspaces() -> None:
	for page in _read("workspaces"):
		ensure("Workspace", page["name"], workspace_values(page))


def workspace_values(page: dict) -> dict:
	"""Return the Workspace record of a row of data/workspaces.json."""
	return {
		"label": page["name"],
		"title": page["name"],
		"module": page.get("module", MODULE),
		"icon": page["icon"],
		"public": 1,
		"hide_custom": 1,
		"sequence_id": page["sequence_id"],
		"roles": [{"role": role} for role in page["roles"]],
		"number_cards": [{"number_card_name": name, "label": name} for name in page["cards"]],
		"shortcuts": [_shortcut(row) for row in page["shortcuts"]],
		"quick_lists": [_quick_list(row) for row in page["lists"]],
		"links": [link for card in page["links"] for link in _links(card)],
		"content": json.dumps(_blocks(page), ensure_ascii=False),
	}


def _shortcut(row: dict) -> dict:
	if "page" in row:
		return {"type": "Page", "label": row["label"], "link_to": row["page"], "color": "Blue"}
	return {
		"type": "DocType",
		"label": row["label"],
		"link_to": row["link_to"],
		"doc_view": row["doc_view"],
		"color": row.get("color", "Grey"),
		"stats_filter": row.get("filter", ""),
	}


def _quick_list(row: dict) -> dict:
	doctype = row.get("doctype", EVENT)
	return {"document_type": doctype, "label": row["label"], "quick_list_filter": row["filter"]}


def _links(card: dict) -> list[dict]:
	items = [_link(item) for item in card["items"]]
	head = {"type": "Card Break", "label": card["card"], "link_type": "", "link_to": ""}
	return [{**head, "link_count": len(items)}, *items]


def _link(item: str | dict) -> dict:
	"""A link to a DocType by its name, or to a report as {"report": name}."""
	if isinstance(item, str):
		return {"type": "Link", "label": item, "link_type": "DocType", "link_to": item, "link_count": 0}
	name = item["report"]
	link = {"type": "Link", "label": name, "link_type": "Report", "link_to": name, "link_count": 0}
	return {**link, "is_query_report": 1}


def _blocks(page: dict) -> list[dict]:
	"""Lay a workspace out: numbers first, then shortcuts, then lists and links."""
	rows = [
		[_block("number_card", name, 4 if len(page["cards"]) % 3 == 0 else 3) for name in page["cards"]],
		[_block("shortcut", row["label"], 6 if row.get("wide") else 3) for row in page["shortcuts"]],
		[_block("quick_list", row["label"], 6) for row in page["lists"]],
		[_block("card", card["card"], 4) for card in page["links"]],
	]
	blocks = []
	for row in filter(None, rows):
		blocks += [*row, {"id": f"spacer{len(blocks)}", "type": "spacer", "data": {"col": 12}}]
	return blocks[:-1]


def _block(kind: str, name: str, columns: int) -> dict:
	return {
		"id": frappe.scrub(f"{kind} {name}"),
		"type": kind,
		"data": {f"{kind}_name": name, "col": columns},
	}


def seed_list_columns() -> None:
	"""Show what people look for in a list: what it is, how far, where."""
	for doctype, columns in _read("list_columns").items():
		fields = json.dumps([{"fieldname": name, "label": label} for name, label in columns])
		values = {"fields": fields, "total_fields": str(len(columns) + 1), "disable_comment_count": 1}
		ensure("List View Settings", doctype, values)


def seed_module_profile() -> None:
	"""Hide every module but the product's own from ordinary users."""
	modules = frappe.get_all(
		"Module Def", filters={"name": ["not in", OWN_MODULES]}, pluck="name", order_by="name"
	)
	values = {"module_profile_name": MODULE_PROFILE, "block_modules": [{"module": name} for name in modules]}
	ensure("Module Profile", MODULE_PROFILE, values)


def seed_names() -> None:
	"""Put the centre's name and emblem where Frappe shows its own."""
	ensure("Navbar Settings", "Navbar Settings", {"app_logo": EMBLEM})
	ensure("Website Settings", "Website Settings", website_values())


def website_values() -> dict:
	"""Return what the public pages are called and where they lead."""
	return {
		"app_name": CITY_CENTRE,
		"app_logo": EMBLEM,
		"favicon": EMBLEM,
		"splash_image": EMBLEM,
		"title_prefix": CITY_CENTRE,
		"brand_html": CITY_CENTRE,
		"copyright": CITY_CENTRE,
		"footer_powered": CITY_CENTRE,
		"home_page": "login",
		"disable_signup": 1,
		"hide_footer_signup": 1,
	}


def _filters(doctype: str, rows: list[list]) -> str:
	return json.dumps([[doctype, *row] for row in rows], ensure_ascii=False)


def _read(name: str) -> list | dict:
	return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
