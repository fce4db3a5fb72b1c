"""Which of the framework's functions are reachable over HTTP at all, and by whom.

Names end with a dot where they stand for everything below them. The site setting `open_methods` (a list of such names in
site_config.json) opens what a site really uses of CLOSED, for example the sign-on of a province:
`["frappe.integrations.oauth2_logins."]`.
"""

import frappe
from frappe import _
from frappe.model.base_document import get_controller

from yumen_governance.hardening.calls import LOGIN, Call
from yumen_governance.hardening.ours import is_ours, meta_of

# For nobody: parts of the framework that the centre doesn't use, each with a known or visible hole
CLOSED = (
	"frappe.core.doctype.user.user.sign_up",
	"frappe.desk.doctype.system_console.",
	"frappe.desk.reportview.get_filter_dashboard_data",
	"frappe.email.doctype.newsletter.",
	"frappe.handler.uploadfile",
	"frappe.integrations.doctype.connected_app.",
	"frappe.integrations.doctype.ldap_settings.",
	"frappe.integrations.google_oauth.",
	"frappe.integrations.oauth2.",
	"frappe.integrations.oauth2_logins.",
	"frappe.search.web_search",
	"frappe.social.",
	"frappe.templates.",
	"frappe.tests.",
	"frappe.utils.file_manager.download_file",
	"frappe.utils.global_search.web_search",
	"frappe.utils.goal.",
	"frappe.website.doctype.discussion_reply.",
	"frappe.website.doctype.discussion_topic.",
	"frappe.website.doctype.help_article.",
	"frappe.website.doctype.personal_data_deletion_request.",
	"frappe.website.doctype.personal_data_download_request.",
	"frappe.workflow.doctype.workflow_action.workflow_action.apply_action",
	"frappe.workflow.doctype.workflow_action.workflow_action.confirm_action",
	"frappe.www.",
)
# Of the above, what the desk asks for on its own pages (printing, a person's profile)
KEPT = (
	"frappe.social.doctype.energy_point_log.energy_point_log.get_energy_points",
	"frappe.social.doctype.energy_point_log.energy_point_log.get_user_energy_and_review_points",
	"frappe.www.printview.",
)

# For technicians (System Manager): set-up of the site, and what reads or changes other people's records by name
TECHNICAL = (
	"frappe.automation.doctype.assignment_rule.",
	"frappe.automation.doctype.auto_repeat.",
	"frappe.client.get_password",
	"frappe.contacts.",
	"frappe.core.doctype.communication.email.make",
	"frappe.core.doctype.data_export.",
	"frappe.core.doctype.data_import.",
	"frappe.core.doctype.deleted_document.",
	"frappe.core.doctype.error_log.",
	"frappe.core.doctype.installed_applications.",
	"frappe.core.doctype.package.",
	"frappe.core.doctype.package_import.",
	"frappe.core.doctype.prepared_report.prepared_report.delete_prepared_reports",
	"frappe.core.doctype.rq_job.",
	"frappe.core.doctype.scheduled_job_type.",
	"frappe.core.doctype.sms_settings.",
	"frappe.core.doctype.user.user.generate_keys",
	"frappe.core.doctype.user_permission.",
	"frappe.core.doctype.user_type.",
	"frappe.core.page.",
	"frappe.custom.",
	"frappe.desk.desktop.update_onboarding_step",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.add_chart_to_dashboard",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.create_",
	"frappe.desk.doctype.desktop_icon.",
	"frappe.desk.doctype.form_tour.form_tour.reset_tour",
	"frappe.desk.doctype.global_search_settings.",
	"frappe.desk.doctype.list_view_settings.list_view_settings.save_listview_settings",
	"frappe.desk.doctype.module_onboarding.",
	"frappe.desk.doctype.number_card.number_card.add_card_to_dashboard",
	"frappe.desk.doctype.number_card.number_card.create_",
	"frappe.desk.doctype.number_card.number_card.get_cards_for_user",
	"frappe.desk.doctype.workspace.workspace.",
	"frappe.desk.page.backups.",
	"frappe.desk.page.setup_wizard.",
	"frappe.email.",
	"frappe.integrations.",
	"frappe.modules.",
	"frappe.printing.doctype.network_printer_settings.",
	"frappe.printing.doctype.print_format.print_format.make_default",
	"frappe.printing.page.print_format_builder.",
	"frappe.printing.page.print_format_builder_beta.",
	"frappe.recorder.",
	"frappe.translate.get_contribution_status",
	"frappe.translate.get_contributions",
	"frappe.translate.get_translations",
	"frappe.translate.update_translations_for_source",
	"frappe.utils.backups.",
	"frappe.utils.diff.",
	"frappe.utils.nestedset.rebuild_tree",
	"frappe.utils.print_format.print_by_server",
	"frappe.utils.scheduler.",
	"frappe.website.",
)
# Technical ones that every desk asks at its start or on a common screen, and that tell nothing
HARMLESS = (
	"frappe.integrations.doctype.google_settings.google_settings.get_file_picker_settings",
	"frappe.printing.doctype.network_printer_settings.network_printer_settings.get_network_printer_settings",
	"frappe.website.doctype.web_page_view.web_page_view.get_page_view_count",
)

# For people who aren't logged in; functions of other apps than the framework guard themselves
GUEST = (
	LOGIN,
	"frappe.client.get_time_zone",
	"frappe.core.api.file.get_max_file_size",
	"frappe.core.doctype.user.user.reset_password",
	"frappe.core.doctype.user.user.test_password_strength",
	"frappe.core.doctype.user.user.update_password",
	"frappe.geo.country_info.get_country_timezone_info",
	"frappe.handler.download_file",
	"frappe.handler.logout",
	"frappe.handler.ping",
	"frappe.handler.upload_file",
	"frappe.handler.web_logout",
	"frappe.ping",
	"frappe.realtime.",
	"frappe.translate.get_all_languages",
	"frappe.translate.get_boot_translations",
	"frappe.website.doctype.web_page_view.web_page_view.make_view_log",
)

# Paths that lead past functions: whole dumps of the site, which technicians take from the machine
CLOSED_PATHS = ("/backups",)

TECHNICIAN = "System Manager"
# Controller methods of stock DocTypes that ordinary people run; those of the app's own check for themselves
DOC_METHODS = {
	"*": ("submit", "cancel", "_submit", "_cancel"),
	"File": ("optimize_file",),
}
# Rename without any check is one of their arguments
CLOSED_DOC_METHODS = ("rename", "_rename")


class ClosedError(frappe.PermissionError):
	pass


def check(call: Call, user: str) -> None:
	"""Refuse a function that is closed, for technicians, or not for people without login.

	:raises ClosedError: with a sentence that says which of these
	"""
	if user == "Guest" and not _is_for_guests(call):
		refuse(_("Please log in first."))
	for name in filter(None, (call.method, *(own for own, _spelled in call.named))):
		_check_name(name, user)
	_check_overrides(call)


def check_path(path: str) -> None:
	"""Refuse a path that is closed.

	:raises ClosedError: whoever asks
	"""
	if path.startswith(CLOSED_PATHS) and not path.startswith(_opened() or ("\0",)):
		refuse(_("This function is switched off on this site."))


def _check_name(name: str, user: str) -> None:
	if _stands_in(name, _opened()):
		return
	if _stands_in(name, CLOSED) and not _stands_in(name, KEPT):
		refuse(_("This function is switched off on this site."))
	if _stands_in(name, TECHNICAL) and not _stands_in(name, HARMLESS) and not is_technician(user):
		refuse(_("Only a technician of this site may do this."))


def _check_overrides(call: Call) -> None:
	"""Refuse a way round the checked version of a function: another name for it, or an argument that names it."""
	checked = frappe.get_hooks("override_whitelisted_methods") or {}
	names = [(call.method, call.spelled)] if call.spelled else []
	for own, spelled in names:
		if own in checked and _dotted(spelled) != own:
			refuse(_("This function is switched off on this site."))
	if any(own in checked for own, _spelled in call.named):
		refuse(_("This function is switched off on this site."))


def _dotted(spelled: str) -> str:
	return spelled if "." in spelled else f"frappe.handler.{spelled}"


def check_doc_method(call: Call, doctype: str | None, user: str) -> None:
	"""Refuse a stock controller's method that isn't for everybody.

	:param doctype: whose controller; None when the request names none
	:raises ClosedError: it is switched off, or for technicians
	"""
	if not call.doc_method:
		return
	if call.doc_method in CLOSED_DOC_METHODS:
		refuse(_("This function is switched off on this site."))
	_check_verb(call, doctype)
	if is_technician(user) or is_ours(doctype) or not meta_of(doctype):
		return
	if call.doc_method not in (*DOC_METHODS["*"], *DOC_METHODS.get(doctype, ())):
		refuse(_("Only a technician of this site may do this."))


def _check_verb(call: Call, doctype: str | None) -> None:
	"""Refuse to change something by a link: a controller's method says which verbs it takes, and not every v15 asks it."""
	method = getattr(get_controller(doctype), call.doc_method, None) if meta_of(doctype) else None
	verbs = frappe.allowed_http_methods_for_whitelisted_func.get(method)
	if verbs and call.verb not in verbs:
		refuse(_("This function can't be called by a link."))


def is_technician(user: str) -> bool:
	"""Tell whether a person keeps the site running."""
	return user == "Administrator" or TECHNICIAN in frappe.get_roles(user)


def refuse(sentence: str) -> None:
	"""Refuse a request.

	:raises ClosedError: always
	"""
	frappe.throw(sentence, ClosedError)


def _is_for_guests(call: Call) -> bool:
	if not call.method:
		return False
	foreign = not call.method.startswith("frappe.")
	return (foreign or _stands_in(call.method, (*GUEST, *_opened()))) and all(
		not own.startswith("frappe.") for own, _spelled in call.named
	)


def _stands_in(name: str, table: tuple[str, ...]) -> bool:
	return any(name == entry or (entry.endswith((".", "_")) and name.startswith(entry)) for entry in table)


def _opened() -> tuple[str, ...]:
	return tuple(frappe.conf.get("open_methods") or ())
