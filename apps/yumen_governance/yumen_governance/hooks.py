"""Wiring only: which function answers which of Frappe's calls. No logic here."""

# What phones keep and send
from yumen_governance.field_work.wiring import position_tasks, sync_kinds, sync_stores  # noqa: F401

# Who sees the records of a DocType: one predicate answers for the list and for the record
from yumen_governance.permissions.wiring import has_permission, permission_query_conditions  # noqa: F401

app_name = "yumen_governance"
app_title = "Yumen Governance"
app_publisher = "Yumen Governance contributors"
app_description = "Social governance cases of a city: one centre, one grid network"
app_email = "governance@example.com"
app_license = "MIT"

export_python_type_annotations = True
require_type_annotated_api_methods = True

app_include_js = ["governance.bundle.js"]
app_include_css = ["governance.bundle.css"]
app_logo_url = "/assets/yumen_governance/images/emblem.svg"
website_context = {
	"favicon": "/assets/yumen_governance/images/emblem.svg",
	"splash_image": "/assets/yumen_governance/images/emblem.svg",
}

# Pages outside the desk
update_website_context = "yumen_governance.website.update_website_context"
page_renderer = ["yumen_governance.frontend.ServiceWorker", "yumen_governance.frontend.Shell"]
website_route_rules = [
	{"from_route": "/portal/<path:app_path>", "to_route": "portal"},
	{"from_route": "/grid/<path:app_path>", "to_route": "grid"},
]

# Desk
extend_bootinfo = [
	"yumen_governance.boot.extend_bootinfo",
	"yumen_governance.grid_management.grid_map.extend_bootinfo",
	"yumen_governance.registry.reveal_boot.extend_bootinfo",
	"yumen_governance.registry.desk.extend_bootinfo",
]
standard_queries = {
	"Code Value": "yumen_governance.api.code_values.search",
	"Resident": "yumen_governance.api.link_choices.search_residents",
	"Grid": "yumen_governance.api.grids.search",
}

# Install and migrate
after_install = "yumen_governance.install.after_install"
after_migrate = "yumen_governance.install.after_migrate"
before_tests = "yumen_governance.tests.before_tests"

# Records that live in a grid: their paths follow its moves, and what is live goes along when it is split, merged or
# closed. One line for each field that names a grid; grid_management/grid_records.py says what may stand in it.
grid_records = [
	{"doctype": "Grid Member", "live": {"is_active": 1}},
	{"doctype": "Grid Member Grid"},
	{"doctype": "Grid Fund Pool", "live": None},
	{"doctype": "Grid Payout Sheet", "live": None},
	{"doctype": "Public Notice", "live": None},
	{"doctype": "Patrol", "live": {"status": "Under Way"}},
	{"doctype": "Patrol Task", "live": {"status": "To Do"}},
	{"doctype": "Patrol Plan", "live": {"is_active": 1}},
	{"doctype": "Publicity Talk", "live": {"answer_owed": 1}},
	{"doctype": "Building"},
	{"doctype": "Standard Address", "follows": "building_record"},
	{"doctype": "Household", "follows": "address", "live": {"status": "Active"}},
	{"doctype": "Resident", "follows": "household", "live": {"status": "Active"}},
	{"doctype": "Rental House", "follows": "address", "live": {"status": ["!=", "No Longer Let"]}},
	{"doctype": "Organization", "follows": "address", "live": {"status": ["!=", "Deregistered"]}},
	{"doctype": "Public Facility", "live": {"status": ["!=", "Removed"]}},
	{"doctype": "Correction Proposal", "live": {"status": "To Review"}},
	{"doctype": "Hazard", "live": {"status": ["!=", "Rectified"]}},
	{"doctype": "Key Area", "live": {"status": ["!=", "Rectified"]}},
	{"doctype": "Governance Event", "live": {"stage": ["not in", ["Closed", "Void"]]}},
	{
		"doctype": "Governance Event",
		"grid": "lead_grid",
		"path": "lead_grid_path",
		"live": {"stage": ["not in", ["Closed", "Void"]]},
	},
	{"doctype": "Event Task", "live": {"is_live": 1}},
	{"doctype": "Service Request", "live": {"stage": ["not in", ["Closed", "Void"]]}},
	{"doctype": "Dispute Case", "live": {"stage": ["not in", ["Closed", "Void"]]}},
	{
		"doctype": "Dispute Case",
		"grid": "lead_grid",
		"path": "lead_grid_path",
		"live": {"stage": ["not in", ["Closed", "Void"]]},
	},
	{"doctype": "Mediation Grid"},
	{"doctype": "Household Visit", "follows": "household"},
	{"doctype": "Entry Day Plan", "live": {"status": ["!=", "Done"]}},
	{"doctype": "Entry Day Summary", "live": {"status": "To Sum Up"}},
	{"doctype": "Grid Knowledge", "live": None},
]

# Who else must know that records of a DocType came into a grid in one statement
grid_records_carried = {
	"Resident": "yumen_governance.registry.search_keys.follow_residents",
	"Governance Event": "yumen_governance.events.intake.related.follow_events",
}

# Who must know that records are about to be carried to another grid in one statement, and that a grid moved with all under it
grid_records_leaving = ["yumen_governance.field_work.sync.gone.leaving"]
grid_paths_moved = ["yumen_governance.field_work.sync.gone.moved_paths"]

# Sealed values outside the registry: the shape that says which
sealed_shapes = {
	"Governance Event": "yumen_governance.events.doctype.governance_event.governance_event_shape.shape",
	"Service Request": "yumen_governance.service_centre.doctype.service_request.service_request_shape.shape",
	"Hall Appointment": "yumen_governance.service_centre.doctype.hall_appointment.hall_appointment_shape.shape",
	"Dispute Party": "yumen_governance.dispute_resolution.doctype.dispute_party.dispute_party_shape.shape",
	"Investigation Record": (
		"yumen_governance.dispute_resolution.doctype.investigation_record.investigation_record_shape.shape"
	),
	"Public Tip-off": "yumen_governance.public_portal.doctype.public_tip_off.public_tip_off_shape.shape",
	"Position Trail": "yumen_governance.field_work.doctype.position_trail.position_trail_shape.shape",
	"Correction Proposal": (
		"yumen_governance.field_work.doctype.correction_proposal.correction_proposal_shape.shape"
	),
}

# What templates of papers may call
jinja = {
	"methods": [
		"yumen_governance.dispute_resolution.dossier.papers.paper.dossier_paper",
		"yumen_governance.service_centre.receipts.receipt_code",
	]
}

# Reactions across modules and to other people's DocTypes
doc_events = {
	"*": {
		"on_change": "yumen_governance.field_work.sync.gone.moved",
		"on_trash": "yumen_governance.field_work.sync.gone.deleted",
	},
	"Workflow": {
		"before_validate": "yumen_governance.time_limits.drawing.read",
		"validate": "yumen_governance.time_limits.stages.validate_workflow",
		"on_update": "yumen_governance.time_limits.stages.rederive_stages",
		"before_save": "yumen_governance.time_limits.drawing.draw",
	},
	("Custom Field", "Property Setter", "Custom DocPerm"): {
		"on_update": "yumen_governance.field_work.collecting.forms.follow_customising",
		"on_trash": "yumen_governance.field_work.collecting.forms.follow_customising",
	},
	"DocType": {"on_update": "yumen_governance.field_work.collecting.forms.follow_doctype"},
	"Grid": {"on_change": "yumen_governance.permissions.scope.forget"},
	"Grid Member": {"on_change": "yumen_governance.permissions.scope.forget"},
	"Functional Unit": {"on_change": "yumen_governance.permissions.scope.forget"},
	"User": {
		"on_update": "yumen_governance.grid_management.doctype.functional_unit.handlers.recount_for",
		"on_change": [
			"yumen_governance.hardening.accounts.hash_reset_key",
			"yumen_governance.field_work.sync.devices.forget_person",
		],
	},
	"Governance Event": {
		"validate": "yumen_governance.public_portal.telling.refuse_unit_complained_about",
		"on_update": [
			"yumen_governance.public_portal.telling.follow",
			"yumen_governance.field_work.patrols.hazards.follow_event",
		],
		"on_trash": "yumen_governance.events.tally.fold.forget",
	},
	("Service Window", "Service Window Type", "Service Item", "Hall Settings"): {
		"on_change": "yumen_governance.public_portal.hall.forget"
	},
	"Public Portal Settings": {"on_change": "yumen_governance.public_portal.choices.forget"},
	"Version": {"before_insert": "yumen_governance.registry.versions.keep_discreet"},
	"File": {"before_insert": "yumen_governance.events.intake.pictures.admit"},
	"Mediation Agreement": {
		"validate": "yumen_governance.dispute_resolution.dossier.freezing.refuse_if_agreement_filed",
		"on_trash": "yumen_governance.dispute_resolution.dossier.freezing.refuse_if_agreement_filed",
	},
	"Mediation Session": {
		"validate": "yumen_governance.dispute_resolution.dossier.freezing.refuse_if_filed",
		"on_trash": "yumen_governance.dispute_resolution.dossier.freezing.refuse_if_filed",
	},
	"DocShare": {"validate": "yumen_governance.permissions.satellites.refuse_share"},
	("List Filter", "Scheduled Job Log"): {"before_save": "yumen_governance.registry.leaks.mask_texts"},
	("Comment", "Communication", "Document Follow", "Reminder", "Tag Link", "ToDo"): {
		"before_insert": [
			"yumen_governance.permissions.satellites.refuse_on_unseen",
			"yumen_governance.permissions.care.refuse_satellite",
		]
	},
}

# What a form of an inner module shows of an outer one
override_doctype_dashboards = {
	"Functional Unit": "yumen_governance.events.unit_dashboard.extend",
	"Resident": "yumen_governance.events.resident_dashboard.extend",
}

# Who acts next on a case, where unit and grid don't say it
case_actors = {
	"Resolution Step": "yumen_governance.dispute_resolution.step_actors.actors",
	"Dispute Case": "yumen_governance.dispute_resolution.actors.actors",
	"Service Request": "yumen_governance.service_centre.actors.actors",
	"Mediation Agreement": "yumen_governance.dispute_resolution.agreements.telling.actors",
}

# What a record is told when the dispute that came of it is closed
origin_settled = {"Service Request": "yumen_governance.service_centre.becoming.settled"}

# Which field of a case says its category to Time Limit Rules, where it isn't called `category`
case_categories = {
	"Dispute Case": "dispute_type",
	"Resolution Step": "method",
	"Service Request": "service_item",
}

# Who takes over an event that is handed to the centre's one-stop process
event_handed_over = ["yumen_governance.dispute_resolution.origins.take_over"]

# What is told to nobody who may not read it, whatever the audience of a notice
told_to_readers_only = [
	"Dispute Case",
	"Resolution Step",
	"Case Consultation",
	"Mediation Agreement",
	"Service Request",
	"Entry Day Plan",
	"Entry Day Summary",
	"Household Visit",
]

# Who acts when a step of the ladder happens to a case
case_escalated = {"Governance Event": "yumen_governance.events.supervision.escalation.apply"}

# Jobs
scheduler_events = {
	"cron": {
		"* * * * *": [
			"yumen_governance.time_limits.tasks.sweep",
			"yumen_governance.time_limits.outbox.tasks.deliver_messages",
			"yumen_governance.events.tally.tasks.fold_counts",
		],
		"*/5 * * * *": [
			"yumen_governance.time_limits.outbox.tasks.send_digests",
			"yumen_governance.public_portal.tasks.keep_notices",
		],
		"0 9 * * *": ["yumen_governance.service_centre.appointments.tasks.remind_of_appointments"],
	},
	"all": [
		"yumen_governance.registry.importing.tasks.go_on",
		"yumen_governance.time_limits.tasks.catch_up",
	],
	"hourly": [
		"yumen_governance.dispute_resolution.tasks.note_breached_agreements",
		"yumen_governance.field_work.sync.tasks.let_keys_go",
		"yumen_governance.field_work.entry_days.tasks.prepare_entry_days",
		"yumen_governance.field_work.patrols.tasks.close_forgotten_rounds",
	],
	"hourly_long": ["yumen_governance.dispute_resolution.dossier.tasks.cut_typeface"],
	"daily": [
		"yumen_governance.field_work.sync.tasks.forget_what_is_over",
		"yumen_governance.field_work.patrols.tasks.make_patrol_tasks",
		"yumen_governance.field_work.positions.tasks.forget_positions",
		"yumen_governance.service_centre.queue.tasks.end_hall_days",
		"yumen_governance.service_centre.appointments.tasks.end_appointments",
		"yumen_governance.public_portal.tasks.forget_guesses",
		"yumen_governance.events.tally.tasks.recount_events",
		"yumen_governance.events.tasks.forget_intakes",
		"yumen_governance.registry.importing.tasks.forget_files",
		"yumen_governance.registry.importing.tasks.forget_old_runs",
		"yumen_governance.grid_management.tasks.remind_of_ending_terms",
		"yumen_governance.grid_management.tasks.take_back_roles_of_ended_terms",
		"yumen_governance.grid_management.tasks.apply_planned_grid_changes",
		"yumen_governance.grid_management.tasks.keep_grid_records_in_place",
		"yumen_governance.registry.care.tasks.bring_helpers_roles_in_line",
		"yumen_governance.registry.care.tasks.make_ended_records_anonymous",
		"yumen_governance.registry.care.tasks.remind_of_reviews",
		"yumen_governance.registry.exporting.tasks.end_what_is_over",
		"yumen_governance.registry.tasks.forget_old_accesses",
		"yumen_governance.registry.tasks.report_access",
		"yumen_governance.events.tasks.remind_of_suspensions",
		"yumen_governance.time_limits.outbox.tasks.forget_old_messages",
		"yumen_governance.time_limits.tasks.check_calendars",
		"yumen_governance.time_limits.tasks.keep_scheduler_awake",
		"yumen_governance.dispute_resolution.tasks.remind_of_ending_committees",
		"yumen_governance.dispute_resolution.tasks.take_back_roles_of_ended_committees",
		"yumen_governance.field_work.entry_days.tasks.remind_of_summaries",
		"yumen_governance.field_work.visits.tasks.remind_of_feedback",
		"yumen_governance.field_work.knowledge.tasks.keep_rows",
	],
}

# The door of every request, and what leaves through it
on_logout = ["yumen_governance.field_work.sync.devices.forget_session"]
auth_hooks = [
	"yumen_governance.hardening.gate.check",
	"yumen_governance.api.contract.serving.serve",
]
after_request = [
	"yumen_governance.hardening.answers.tidy",
	"yumen_governance.time_limits.second_trigger.look",
]
override_doctype_class = {
	"Access Log": "yumen_governance.registry.leaks.DiscreetAccessLog",
	"Error Log": "yumen_governance.registry.leaks.DiscreetErrorLog",
	"File": "yumen_governance.hardening.files.GovernedFile",
	"Scheduled Job Type": "yumen_governance.hardening.jobs.UnstuckJobType",
}

# Log files without plain values, and jobs that stay the work of whoever asked for them
before_request = [
	"yumen_governance.hardening.addresses.believe",
	"yumen_governance.registry.leaks.guard_log_files",
]
before_job = [
	"yumen_governance.registry.leaks.guard_log_files",
	"yumen_governance.hardening.jobs.keep_person",
	"yumen_governance.hardening.jobs.speak_as_the_site",
]

# Stock endpoints that check less than they should
override_whitelisted_methods = {
	"frappe.client.get_count": "yumen_governance.api.counts.get_count",
	"frappe.client.validate_link": "yumen_governance.api.links.validate_link",
	"frappe.core.api.file.unzip_file": "yumen_governance.api.attachments.unzip_file",
	"frappe.core.api.file.zip_files": "yumen_governance.api.attachments.zip_files",
	"frappe.core.doctype.deleted_document.deleted_document.bulk_restore": (
		"yumen_governance.api.deleted_documents.bulk_restore"
	),
	"frappe.core.doctype.deleted_document.deleted_document.restore": (
		"yumen_governance.api.deleted_documents.restore"
	),
	"frappe.core.doctype.user.user.reset_password": "yumen_governance.api.accounts.reset_password",
	"frappe.core.doctype.user.user.update_password": "yumen_governance.api.accounts.update_password",
	"frappe.core.doctype.data_export.exporter.export_data": "yumen_governance.api.stock_exports.export_data",
	"frappe.core.doctype.data_import.data_import.download_template": (
		"yumen_governance.api.stock_exports.download_template"
	),
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "yumen_governance.api.charts.get",
	"frappe.desk.doctype.tag.tag.add_tag": "yumen_governance.api.tags.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": "yumen_governance.api.tags.add_tags",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": "yumen_governance.api.tags.get_tagged_docs",
	"frappe.desk.doctype.tag.tag.remove_tag": "yumen_governance.api.tags.remove_tag",
	"frappe.desk.doctype.number_card.number_card.get_result": "yumen_governance.api.number_cards.get_result",
	"frappe.desk.form.save.savedocs": "yumen_governance.api.saving.savedocs",
	"frappe.desk.form.linked_with.get": "yumen_governance.api.links.get_linked",
	"frappe.desk.listview.get_group_by_count": "yumen_governance.api.counts.get_group_by_count",
	"frappe.desk.notifications.get_open_count": "yumen_governance.api.counts.get_open_count",
	"frappe.desk.query_report.export_query": "yumen_governance.api.stock_exports.export_report",
	"frappe.desk.query_report.get_data_for_custom_field": (
		"yumen_governance.api.reports.get_data_for_custom_field"
	),
	"frappe.desk.reportview.export_query": "yumen_governance.api.stock_exports.export_list",
	"frappe.desk.reportview.get": "yumen_governance.api.desk_lists.get",
	"frappe.desk.reportview.get_count": "yumen_governance.api.desk_lists.get_count",
	"frappe.desk.search.get_link_title": "yumen_governance.api.links.get_link_title",
	"frappe.desk.search.search_link": "yumen_governance.api.link_choices.search_link",
	"frappe.geo.utils.get_coords": "yumen_governance.api.maps.get_coords",
	"frappe.model.workflow.apply_workflow": "yumen_governance.api.transitions.apply_workflow",
	"frappe.model.utils.user_settings.save": "yumen_governance.api.user_settings.save",
	"frappe.utils.global_search.search": "yumen_governance.api.search.search",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": (
		"yumen_governance.api.counts.get_workflow_state_count"
	),
}
