"""Run inside the bench's environment: answer the set-up wizard for a new site, as its administrator would.

python site_setup.py SITE      (from sites/)
"""

import sys

import frappe
from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

LANGUAGE_CODE = "zh"


def main(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	language = frappe.db.get_value("Language", LANGUAGE_CODE, "language_name")
	answer = setup_complete(
		{
			"language": language,
			"lang": language,
			"country": "China",
			"timezone": "Asia/Shanghai",
			"currency": "CNY",
			"enable_telemetry": 0,
		}
	)
	frappe.db.commit()
	if answer.get("status") != "ok":
		raise SystemExit(f"The set-up wizard stopped: {answer}")


if __name__ == "__main__":
	main(sys.argv[1])
