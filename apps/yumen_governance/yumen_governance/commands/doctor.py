"""bench --site … governance-doctor"""

import json
import sys

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("governance-doctor")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
@pass_context
def governance_doctor(context, as_json: bool):
	"""Tell what is not hardened on this site; the exit code is 1 when something critical isn't."""
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		from yumen_governance.hardening.checks import examine

		findings = examine()
	finally:
		frappe.destroy()
	click.echo(as_json_text(findings) if as_json else as_text(findings))
	sys.exit(exit_code(findings))


def exit_code(findings: list) -> int:
	"""Return 1 when something critical isn't hardened."""
	return int(any(finding.critical and not finding.ok for finding in findings))


def as_json_text(findings: list) -> str:
	"""Return what was found for programs."""
	return json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=1)


def as_text(findings: list) -> str:
	"""Return what was found for people: what is well first, what is critical last."""
	ordered = sorted(findings, key=lambda finding: (not finding.ok, finding.critical))
	critical = sum(finding.critical and not finding.ok for finding in findings)
	advice = sum(not finding.critical and not finding.ok for finding in findings)
	summary = f"{len(findings)} checks: {critical} critical, {advice} advisable"
	return "\n".join([*map(_lines, ordered), "", summary])


def _lines(finding) -> str:
	if finding.ok:
		return click.style(f"✓ {finding.name}", fg="green")
	mark, colour = ("✗", "red") if finding.critical else ("!", "yellow")
	head = click.style(f"{mark} {finding.name}: {finding.problem}", fg=colour)
	return f"{head}\n    protects: {finding.meaning}\n    mend: {finding.mend}"
