"""Wiring only: which function answers which of Frappe's calls. No logic here."""

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

# Desk
extend_bootinfo = "yumen_governance.boot.extend_bootinfo"

# Install and migrate
after_install = "yumen_governance.install.after_install"
after_migrate = "yumen_governance.install.after_migrate"
before_tests = "yumen_governance.tests.before_tests"

# DocTypes whose records carry a materialised grid path, for moves of a grid
grid_path_fields = {
	"Grid": ["grid_path"],
	"Grid Member": ["grid_path"],
	"Governance Event": ["grid_path", "lead_grid_path"],
}

# Permissions: one predicate answers for the list and for the record
permission_query_conditions = {
	"Governance Event": "yumen_governance.permissions.case.governance_event_conditions",
	"Grid Member": "yumen_governance.permissions.grid_member.query_conditions",
	"Timeline Entry": "yumen_governance.permissions.timeline.query_conditions",
}
has_permission = {
	"Governance Event": "yumen_governance.permissions.case.has_permission",
	"Grid Member": "yumen_governance.permissions.grid_member.has_permission",
	"Timeline Entry": "yumen_governance.permissions.timeline.has_permission",
}

# Reactions across modules and to other people's DocTypes
doc_events = {
	"Workflow": {
		"validate": "yumen_governance.time_limits.stages.validate_workflow",
		"on_update": "yumen_governance.time_limits.stages.rederive_stages",
	},
	"Grid": {"on_change": "yumen_governance.permissions.scope.forget"},
	"Grid Member": {"on_change": "yumen_governance.permissions.scope.forget"},
	"Functional Unit": {"on_change": "yumen_governance.permissions.scope.forget"},
	"DocShare": {"validate": "yumen_governance.permissions.satellites.refuse_share"},
	("Comment", "Communication", "Document Follow", "File", "Tag Link", "ToDo"): {
		"before_insert": "yumen_governance.permissions.satellites.refuse_on_unseen_case"
	},
}

# Stock endpoints that check less than they should
override_whitelisted_methods = {
	"frappe.client.get_count": "yumen_governance.api.counts.get_count",
	"frappe.desk.search.get_link_title": "yumen_governance.api.links.get_link_title",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": (
		"yumen_governance.api.counts.get_workflow_state_count"
	),
}
