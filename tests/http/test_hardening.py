"""What the framework would let through over HTTP and this product doesn't; and that the desk's own calls still work."""

import io
import json
import secrets

import pytest
import requests

from tests.people import EVENT, event_path, server_message

COMMUNITY, OTHER_COMMUNITY = "玉关路社区", "铁人路社区"
PDF = b"%PDF-1.4 of an event"
METHOD = "/api/method/{}"


@pytest.fixture(scope="module")
def grids(person) -> dict[str, str]:
	names = [COMMUNITY, OTHER_COMMUNITY]
	rows = person("dispatcher").list(
		"Grid", filters={"grid_name": ["in", names]}, fields=["name", "grid_name"], limit_page_length=0
	)
	return {row["grid_name"]: row["name"] for row in rows}


@pytest.fixture(scope="module")
def events(person, grids) -> dict[str, str]:
	"""An event of the demo's grid leader, and one of another community."""
	clerk, dispatcher = person("window_clerk"), person("dispatcher")
	category = clerk.list("Event Category", filters={"is_group": 0})[0]["name"]
	values = {"title": "门禁测试", "source": "Window", "category": category}
	return {
		"own": clerk.create_event(**values, grid=grids[COMMUNITY]),
		"foreign": dispatcher.create_event(**values, grid=grids[OTHER_COMMUNITY]),
	}


def upload(someone, name="现场.pdf", content=PDF, **values) -> requests.Response:
	return someone.session.post(
		someone.base + METHOD.format("upload_file"), files={"file": (name, io.BytesIO(content))}, data=values
	)


def attach(someone, event: str, **values) -> dict:
	return someone.ok(upload(someone, doctype=EVENT, docname=event, **values)).json()["message"]


@pytest.mark.parametrize("role", ["grid_leader", "window_clerk", "governance_administrator"])
@pytest.mark.parametrize(
	"method",
	[
		"frappe.integrations.oauth2.authorize",
		"frappe.website.doctype.discussion_topic.discussion_topic.submit_discussion",
		"frappe.desk.doctype.workspace.workspace.save_page",
		"frappe.core.doctype.data_import.data_import.form_start_import",
		"frappe.core.doctype.deleted_document.deleted_document.restore",
		"frappe.desk.desktop.update_onboarding_step",
		"frappe.desk.doctype.system_console.system_console.execute_code",
		"uploadfile",
	],
)
def test_what_the_centre_does_not_use_is_closed(person, role, method):
	for path in (METHOD.format(method), "/", "/app/home"):
		body = {} if path.startswith("/api") else {"cmd": method}
		answer = person(role).post(path, **body)
		assert answer.status_code == 403, (path, answer.status_code)


def test_stranger_reaches_only_what_login_needs(person):
	someone = person("window_clerk")
	headers = {"Host": someone.session.headers["Host"], "Accept": "application/json"}
	for path in (
		"/api/resource/Language",
		METHOD.format("frappe.www.list.get_list_data"),
		METHOD.format("frappe.website.doctype.web_form.web_form.get_form_data"),
		"/?cmd=frappe.core.doctype.user.user.sign_up",
	):
		assert requests.get(someone.base + path, headers=headers).status_code in (401, 403), path
	assert requests.get(someone.base + METHOD.format("ping"), headers=headers).json() == {"message": "pong"}


def test_token_is_looked_at_like_a_session(person):
	"""People with a key are known only after the framework's before_request."""
	someone = person("window_clerk")
	answer = requests.get(
		someone.base + METHOD.format("frappe.desk.doctype.workspace.workspace.save_page"),
		headers={"Host": someone.session.headers["Host"], "Authorization": "token no:such"},
	)
	assert answer.status_code in (401, 403)


@pytest.mark.parametrize(
	"query",
	[
		{"filters": ["1=1"]},
		{"filters": [["title) or (1", "=", "1"]]},
		{"filters": [["User", "name", "=", "Administrator"]]},
		{"fields": ["locate('x', title)"]},
		{"fields": ["(select 1)"]},
		{"fields": ["`tabUser`.`api_key`"]},
		{"order_by": "if(title like 'x%', 1, 2)"},
		{"group_by": "sleep(1)"},
	],
	ids=str,
)
def test_pieces_of_sql_are_refused(person, query):
	encoded = {key: value if isinstance(value, str) else json.dumps(value) for key, value in query.items()}
	leader = person("grid_leader")
	for path, more in (
		(f"/api/resource/{EVENT}", {}),
		(METHOD.format("frappe.desk.reportview.get"), {"doctype": EVENT, "fields": '["name"]'}),
	):
		answer = leader.get(path, **{**more, **encoded})
		assert answer.status_code == 403, (path, answer.text[:300])
		assert "Traceback" not in answer.text


def test_secrets_of_accounts_are_not_asked_for(person):
	leader = person("grid_leader")
	for parameters in (
		{"fields": '["name", "reset_password_key"]', "filters": '{"reset_password_key": ["like", "a%"]}'},
		{"filters": '{"api_key": ["is", "set"]}'},
	):
		assert leader.get("/api/resource/User", **parameters).status_code == 403


def test_hidden_column_of_a_resident_is_no_filter(person):
	clerk = person("registry_clerk")
	for parameters in (
		{"filters": '{"id_number_index": ["like", "a%"]}'},
		{"order_by": "phone_index"},
		{"group_by": "id_number_tail"},
	):
		assert clerk.get("/api/resource/Resident", **parameters).status_code == 403


def test_functions_that_take_a_name_answer_only_about_own_records(person, events):
	leader, named = person("grid_leader"), {"doctype": EVENT, "name": events["foreign"]}
	for method, arguments in (
		("frappe.desk.like.toggle_like", {**named, "add": "Yes"}),
		("frappe.desk.doctype.tag.tag.add_tag", {"tag": "x", "dt": EVENT, "dn": events["foreign"]}),
		("frappe.desk.form.linked_with.get", {"doctype": EVENT, "docname": events["foreign"]}),
		("frappe.desk.notifications.get_open_count", named),
		("frappe.desk.form.assign_to.add", {**named, "assign_to": json.dumps([leader.user])}),
	):
		assert leader.post(METHOD.format(method), **arguments).status_code == 403, method


def test_search_without_user_permissions_keeps_the_rules(person, events):
	leader = person("grid_leader")
	parameters = {"doctype": EVENT, "txt": "GE-", "page_length": 9999, "ignore_user_permissions": 1}
	answer = leader.ok(leader.get(METHOD.format("frappe.desk.search.search_link"), **parameters))
	assert events["foreign"] not in answer.text


def test_file_of_another_territory_is_closed_on_every_path(person, events):
	file = attach(person("dispatcher"), events["foreign"], is_private=0)
	assert file["is_private"] == 1 and file["file_url"].startswith("/private/files/")
	leader, url = person("grid_leader"), file["file_url"]
	assert leader.get(url).status_code == 403
	assert leader.get(METHOD.format("download_file"), file_url=url).status_code == 403
	assert leader.get(f"/api/resource/File/{file['name']}").status_code == 403
	assert url not in str(leader.list("File", fields=["file_url"], limit_page_length=0))
	claim = {"file_name": "x.pdf", "file_url": url, "is_private": 1}
	assert leader.post("/api/resource/File", **claim).status_code == 403
	for method in ("zip_files", "unzip_file"):
		name = {"files": json.dumps([file["name"]])} if method == "zip_files" else {"name": file["name"]}
		assert leader.post(METHOD.format(f"frappe.core.api.file.{method}"), **name).status_code == 403
	assert person("dispatcher").ok(person("dispatcher").get(url)).content == PDF


def test_address_out_of_the_files_folder_is_refused(person):
	leader = person("grid_leader")
	for url in ("/private/files/../../site_config.json", "/files/../../../common_site_config.json"):
		answer = leader.post("/api/resource/File", file_name="x", file_url=url)
		assert answer.status_code in (403, 417), answer.text
		assert "db_password" not in answer.text


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.xml", "a.exe", "a.pdf"])
def test_pages_and_programs_do_not_come_in(person, name):
	answer = upload(person("window_clerk"), name, b"<script>alert(1)</script>")
	assert answer.status_code == 417
	assert "上传" in server_message(answer)


def test_what_the_system_sets_is_not_taken(person, events):
	dispatcher = person("dispatcher")
	for values in ({"due_on": "2099-01-01 00:00:00"}, {"owner": "Administrator"}, {"stage": "Closed"}):
		answer = dispatcher.put(event_path(events["own"]), **values)
		assert answer.status_code == 403, answer.text[:300]
		arguments = {"doctype": EVENT, "name": events["own"], "fieldname": json.dumps(values)}
		assert dispatcher.post(METHOD.format("frappe.client.set_value"), **arguments).status_code == 403


def test_stranger_learns_of_no_account(person):
	someone = person("window_clerk")
	# An address of its own: the number of links is limited by address and day
	address = f"2001:db8::{secrets.token_hex(2)}"
	headers = {
		"Host": someone.session.headers["Host"],
		"X-Forwarded-For": address,
		"Accept": "application/json",
	}
	answers = {
		requests.post(
			someone.base + METHOD.format("frappe.core.doctype.user.user.reset_password"),
			headers=headers,
			json={"user": user},
		).text
		for user in (someone.user, "nobody@example.com")
	}
	assert len(answers) == 1


def test_failure_shows_no_trace(person):
	answer = person("window_clerk").get(METHOD.format("frappe.desk.form.load.getdoc"), doctype=EVENT)
	assert answer.status_code >= 400
	assert "Traceback" not in answer.text


def test_the_desks_own_calls_still_work(person, events):
	dispatcher, own = person("dispatcher"), {"doctype": EVENT, "name": events["own"]}
	full = f"`tab{EVENT}`.`{{}}`"
	view = {
		"doctype": EVENT,
		"fields": json.dumps([full.format(field) for field in ("name", "owner", "title", "_user_tags")]),
		"filters": json.dumps([[EVENT, "name", "=", events["own"]]]),
		"order_by": full.format("modified") + " desc",
		"start": 0,
		"page_length": 20,
		"view": "List",
		"with_comment_count": 1,
	}
	calls = (
		("frappe.desk.reportview.get", view),
		("frappe.desk.reportview.get_count", {**view, "distinct": "false"}),
		("frappe.desk.listview.get_list_settings", {"doctype": EVENT}),
		(
			"frappe.desk.listview.get_group_by_count",
			{"doctype": EVENT, "current_filters": "[]", "field": "owner"},
		),
		("frappe.desk.form.load.getdoc", own),
		("frappe.desk.form.load.getdoctype", {"doctype": EVENT}),
		("frappe.desk.form.load.get_docinfo", own),
		("frappe.desk.search.search_link", {"doctype": "Grid", "txt": "玉", "reference_doctype": EVENT}),
		("frappe.desk.search.get_link_title", {"doctype": EVENT, "docname": events["own"]}),
		("frappe.client.validate_link", {"doctype": EVENT, "docname": events["own"], "fields": '["title"]'}),
		("frappe.desk.form.assign_to.add", {**own, "assign_to": json.dumps([dispatcher.user])}),
		(
			"frappe.desk.form.utils.add_comment",
			{
				"reference_doctype": EVENT,
				"reference_name": events["own"],
				"content": "已核实",
				"comment_email": dispatcher.user,
				"comment_by": "x",
			},
		),
		("frappe.desk.doctype.tag.tag.add_tag", {"tag": "回访", "dt": EVENT, "dn": events["own"]}),
		("frappe.desk.doctype.tag.tag.get_tags", {"doctype": EVENT, "txt": ""}),
		(
			"frappe.desk.reportview.get_sidebar_stats",
			{"doctype": EVENT, "stats": '["_user_tags"]', "filters": "[]"},
		),
		("frappe.desk.like.toggle_like", {**own, "add": "Yes"}),
		("frappe.desk.form.linked_with.get", {"doctype": EVENT, "docname": events["own"]}),
		("frappe.www.printview.get_html_and_style", {"doc": EVENT, "name": events["own"]}),
		("frappe.desk.desktop.get_workspace_sidebar_items", {}),
		("frappe.desk.notifications.get_notifications", {}),
		("frappe.desk.doctype.notification_log.notification_log.get_notification_logs", {"limit": 5}),
		("frappe.model.utils.user_settings.save", {"doctype": EVENT, "user_settings": "{}"}),
		("frappe.utils.global_search.search", {"text": "门禁"}),
		("frappe.desk.doctype.tag.tag.get_tags_list_for_awesomebar", {}),
		("frappe.utils.print_format.report_to_pdf", {"html": "<p>合计</p>"}),
	)
	for method, arguments in calls:
		answer = dispatcher.post(METHOD.format(method), **arguments)
		assert answer.status_code == 200, (method, answer.text[:500])
	file = attach(dispatcher, events["own"])
	assert dispatcher.ok(dispatcher.get(file["file_url"])).content == PDF
