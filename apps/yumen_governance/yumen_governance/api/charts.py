"""Charts over HTTP, in place of a stock endpoint that shows one person's figures to the next."""

import frappe
from frappe.desk.doctype.dashboard_chart.dashboard_chart import get as stock_get


@frappe.whitelist(methods=["GET", "POST"])
def get(
	chart_name: str | None = None,
	chart: dict | str | None = None,
	no_cache: bool | int | str | None = None,
	filters: dict | list | str | None = None,
	from_date: str | None = None,
	to_date: str | None = None,
	timespan: str | None = None,
	time_interval: str | None = None,
	heatmap_year: int | str | None = None,
	refresh: bool | int | str | None = None,
) -> dict | None:
	"""Return a chart's figures as the person who asks, always counted anew.

	:raises frappe.PermissionError: no permission to see the chart
	"""
	if not chart_name:
		return stock_get(chart=frappe.parse_json(chart), no_cache=1)
	frappe.get_doc("Dashboard Chart", chart_name).check_permission("read")
	return stock_get(
		chart_name=chart_name,
		filters=filters,
		from_date=from_date,
		to_date=to_date,
		timespan=timespan,
		time_interval=time_interval,
		heatmap_year=heatmap_year,
		refresh=1,
	)
