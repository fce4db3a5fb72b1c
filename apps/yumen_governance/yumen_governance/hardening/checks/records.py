"""What stored records give away."""

import frappe
from frappe.query_builder.functions import Length

from yumen_governance.hardening.accounts import HASH_LENGTH
from yumen_governance.hardening.checks.finding import check
from yumen_governance.hardening.ours import names


@check(
	"password-links",
	"keys of password links are stored as hashes",
	"bench --site {site} execute yumen_governance.hardening.accounts.hash_stored_keys",
	critical=True,
)
def password_links() -> str | None:
	user = frappe.qb.DocType("User")
	key = user.reset_password_key
	plain = frappe.qb.from_(user).select(user.name).where((key != "") & (Length(key) != HASH_LENGTH)).run()
	return f"{len(plain)} stored as they are in the link" if plain else None


@check(
	"shares",
	"who sees a record follows from grid, unit and role alone",
	"delete these DocShare records",
	critical=True,
)
def shares() -> str | None:
	count = frappe.db.count("DocShare", {"share_doctype": ["in", names()]})
	return f"{count} records of the app are shared" if count else None


@check(
	"public-files",
	"files of records are private",
	"open these files in the desk (File, Attached To DocType) and set Is Private",
	critical=True,
)
def public_files() -> str | None:
	filters = {"attached_to_doctype": ["in", names()], "is_private": 0, "is_folder": 0}
	count = frappe.db.count("File", filters)
	return f"{count} files of records are public" if count else None


@check(
	"search-index",
	"no contents of records lie in the search index",
	"truncate the table __global_search",
	critical=False,
)
def search_index() -> str | None:
	table = frappe.qb.Table("__global_search")
	found = frappe.qb.from_(table).select(table.name).where(table.doctype.isin(names())).limit(1).run()
	return "it holds records of the app" if found else None


@check(
	"programs",
	"no program written in the desk runs on this site",
	"look at these Server Scripts and disable them",
)
def programs() -> str | None:
	scripts = frappe.get_all("Server Script", {"disabled": 0}, pluck="name")
	return f"enabled: {', '.join(scripts)}" if scripts else None


@check(
	"other-logins",
	"nobody comes in by another door",
	"delete the OAuth Clients and Social Login Keys that nobody uses",
)
def other_logins() -> str | None:
	clients = frappe.db.count("OAuth Client")
	keys = frappe.db.count("Social Login Key", {"enable_social_login": 1})
	return f"{clients} OAuth clients, {keys} social logins" if clients or keys else None
