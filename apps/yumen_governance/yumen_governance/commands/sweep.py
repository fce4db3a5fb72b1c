"""bench sweep-deadlines: what the scheduler does every minute, for a timer of the system beside it."""

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("sweep-deadlines")
@pass_context
def sweep_deadlines(context):
	"""Make due steps happen now, and recount clocks after a change of calendars; safe beside the scheduler."""
	from yumen_governance.time_limits import tasks

	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		click.echo(tasks.sweep())
		tasks.recount_clocks()
	finally:
		frappe.destroy()
