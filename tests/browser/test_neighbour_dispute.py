"""Neighbours quarrel about a drain: registered at a window, mediated in two sessions, agreed, and archived as a dossier.

What is typed into forms of other stories is sent by REST as the same person; what belongs to the dossier is done in the
browser: the notice of rights, what is missing, filing, and the pages of the PDF.
"""

import io
import json
import re
import subprocess
import time
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import expect
from pypdf import PdfReader, PdfWriter

from tests.browser.desk import SCREEN, Desk
from tests.people import Person, server_message

NUMBER = time.time_ns() % 10**6
TITLE = f"相邻排水纠纷{NUMBER}号"
FACTS = "被申请人在院墙外新建排水沟，雨水流向申请人房屋墙根，墙体出现裂缝。"
API = "/api/method/yumen_governance.api"
PEOPLE = {"Applicant": ("申请人", "990000198001010"), "Respondent": ("被申请人", "990000197902020")}
ITEM_OF_IDENTITY = "当事人身份证明"
PANEL = f"{SCREEN} .dossier-panel"


def days_ago(days: int) -> str:
	return str(date.today() - timedelta(days=days))


def test_neighbour_dispute_from_the_window_to_the_archive(desk_of, person, pictures):
	case = register(person("window_clerk"))
	mediator = person("mediator")
	step = begin_mediation(person("centre_director"), case)
	desk = desk_of("mediator")
	accept(desk, step)
	give_notice(desk, case)
	hold_sessions(mediator, step)
	agreement = agree(mediator, step, case)
	confirm_on_day_twelve(mediator, agreement)
	dossier = open_dossier(desk, step, pictures)
	refuse_to_file(desk)
	attach_identity_papers(mediator, dossier, case)
	number = file_dossier(desk, dossier, pictures)
	assert re.fullmatch(r"\(\d{4}\).+人调字第\d+号", number)
	pdf = whole(mediator, dossier)
	look_at_pages(pdf, doc_of(mediator, "Case Dossier", dossier), pictures)
	nothing_changes_afterwards(mediator, dossier, step, case)


def call(who: Person, method: str, /, **values):
	answer = who.ok(who.post(f"{API}.{method}", **values))
	return answer.json().get("message")


def doc_of(who: Person, doctype: str, name: str) -> dict:
	return who.ok(who.get(f"/api/resource/{doctype}/{name}")).json()["data"]


def act(who: Person, doctype: str, name: str, action: str, **values) -> dict:
	doc = {**doc_of(who, doctype, name), "doctype": doctype, **values}
	answer = who.post("/api/method/frappe.model.workflow.apply_workflow", doc=json.dumps(doc), action=action)
	return who.ok(answer).json()["message"]


def register(clerk: Person) -> str:
	"""A ticket is drawn and the case is registered with both neighbours."""
	kinds = clerk.ok(clerk.get(f"{API}.queue.entrance")).json()["message"]["kinds"]
	assert call(clerk, "queue.take", kind=kinds[0]["kind"])["shown_number"]
	values = {"title": TITLE, "dispute_type": "邻里纠纷", "case_source": "当事人申请", "facts": FACTS}
	(grid,) = clerk.list("Grid", filters={"grid_name": "大畅河村一组"})
	made = clerk.post(
		"/api/resource/Dispute Case", grid=grid["name"], claim="改道排水沟并赔偿墙体修复费用", **values
	)
	case = clerk.ok(made).json()["data"]["name"]
	for side, (name, _id) in PEOPLE.items():
		party = {
			"side": side,
			"party_kind": "Person",
			"party_name": f"{name}{NUMBER}",
			"phone": "19900001234",
		}
		call(clerk, "dispute_parties.save", case=case, values={**party, "address": "大畅河村一组12号"})
	act(clerk, "Dispute Case", case, "Register")
	return case


def begin_mediation(director: Person, case: str) -> str:
	act(director, "Dispute Case", case, "Accept")
	call(director, "disputes.open_step", case=case, method="人民调解", values={"committee": "MC-01"})
	(step,) = director.list("Resolution Step", filters={"dispute_case": case})
	suited = call(director, "mediation.propose_mediators", step=step["name"])
	everybody = suited["suited"] + suited["left_out"]
	(chosen,) = [row["mediator"] for row in everybody if row["mediator_name"] == "言知暖"]
	call(
		director, "mediation.assign_mediators", step=step["name"], mediators=[chosen], reason="当事人共同选择"
	)
	return step["name"]


def accept(desk: Desk, step: str) -> None:
	desk.open(f"resolution-step/{step}")
	desk.act("受理", accepted_on=days_ago(20))
	desk.expect_state("进行中")


def give_notice(desk: Desk, case: str) -> None:
	"""From the panel: the notice comes with every party in it."""
	desk.open(f"dispute-case/{case}")
	panel = desk.page.locator(PANEL)
	expect(panel).to_contain_text("人民调解当事人权利义务告知书")
	panel.get_by_role("button", name="新建:人民调解当事人权利义务告知书").or_(
		panel.get_by_role("button", name="新建：人民调解当事人权利义务告知书")
	).click()
	desk.page.wait_for_url(re.compile("/app/rights-notice/new"))
	expect(desk.page.locator(f"{SCREEN} [data-fieldname=receipts] .grid-row[data-idx='2']")).to_be_visible()
	desk.save()
	desk.page.wait_for_url(lambda address: "/rights-notice/" in address and "/new" not in address)


def hold_sessions(mediator: Person, step: str) -> None:
	for days, result in ((15, "To Be Continued"), (13, "Agreement Reached")):
		session = call(mediator, "mediation.begin_session", step=step)
		values = {"place": "第一调解室", "told_rights": 1, "result": result, "cause": FACTS}
		values |= {
			"statements": "申请人要求改道并赔偿；被申请人同意改道，对金额有异议。",
			"proposal": "分三期付清。",
		}
		values |= {"evidence_checked": "双方对现场照片无异议。", "result_note": "各方自愿。"}
		call(mediator, "mediation.keep_session", session=session, values=values)
		doc = doc_of(mediator, "Mediation Session", session)
		signed = {
			table: [{**row, "has_signed": 1} for row in doc[table]] for table in ("attendees", "mediators")
		}
		held = {"held_on": f"{days_ago(days)} 09:00:00", "ended_on": f"{days_ago(days)} 11:00:00"}
		mediator.ok(mediator.put(f"/api/resource/Mediation Session/{session}", **signed, **held))
		call(mediator, "mediation.sign_session", session=session)


def agree(mediator: Person, step: str, case: str) -> str:
	"""Signed twelve days ago, to be paid in three instalments, of which the first is late."""
	name = call(mediator, "mediation.draft_agreement", step=step)
	parties = {row["side"]: row["name"] for row in parties_of(mediator, case)}
	doc, day = doc_of(mediator, "Mediation Agreement", name), days_ago(12)
	signatures = [{**row, "signed_on": day, "how": "Signature and Fingerprint"} for row in doc["signatures"]]
	texts = {
		"facts": FACTS,
		"disputed_items": "排水沟走向和修复费用。",
		"terms": "一、改道排水沟。\n二、赔偿12000元。",
	}
	dates = {"mediator_signed_on": day, "committee_sealed_on": day, "performance_method": "银行转账"}
	mediator.ok(
		mediator.put(f"/api/resource/Mediation Agreement/{name}", signatures=signatures, **texts, **dates)
	)
	plan = {"liable_party": parties["Respondent"], "what": "支付墙体修复费用", "amount": 12000, "count": 3}
	call(mediator, "mediation.plan_performance", agreement=name, first_on=days_ago(2), **plan)
	act(mediator, "Mediation Agreement", name, "Sign Agreement")
	address = upload(mediator, "Mediation Agreement", name, a_pdf(2), "协议书.pdf")
	refused = mediator.put(
		f"/api/resource/Mediation Agreement/{name}",
		signed_file=upload(mediator, "Mediation Agreement", name, b"%PDF-1.4 no more", "坏.pdf"),
	)
	assert refused.status_code == 417 and "损坏" in server_message(refused)
	mediator.ok(mediator.put(f"/api/resource/Mediation Agreement/{name}", signed_file=address))
	return name


def parties_of(who: Person, case: str) -> list[dict]:
	fields = ["name", "side", "party_name"]
	return who.list("Dispute Party", filters={"dispute_case": case}, fields=fields, order_by="creation")


def confirm_on_day_twelve(mediator: Person, agreement: str) -> None:
	doc = doc_of(mediator, "Mediation Agreement", agreement)
	applicants = [{"party": row["party"], "has_signed": 1} for row in doc["signatures"]]
	values = {"agreement": agreement, "applicants": applicants, "court": "玉门市人民法院", "promise": 1}
	values |= {"dispute_case": doc["dispute_case"], "filed_on": days_ago(0), "status": "Filed"}
	values["facts_and_reasons"] = "双方自愿达成协议。"
	values |= {"jurisdiction": "Seat of the Mediators", "delivery_address": "大畅河村一组12号"}
	mediator.ok(mediator.post("/api/resource/Judicial Confirmation", **values))


def open_dossier(desk: Desk, step: str, pictures) -> str:
	desk.open(f"resolution-step/{step}")
	desk.page.get_by_role("button", name="卷宗", exact=True).click()
	desk.page.wait_for_url(re.compile("/app/case-dossier/"))
	expect(desk.page.locator(PANEL)).to_contain_text("缺 1 项")
	desk.picture(pictures / "dossier-incomplete.png", height=1300)
	return desk.page.url.rsplit("/", 1)[1]


def refuse_to_file(desk: Desk) -> None:
	desk.page.get_by_role("button", name="卷宗归档").click()
	expect(desk.page.locator(".msgprint:visible")).to_contain_text(ITEM_OF_IDENTITY)
	desk.close_dialog()


def attach_identity_papers(mediator: Person, dossier: str, case: str) -> None:
	papers = [
		{
			"item_type": ITEM_OF_IDENTITY,
			"party": party["name"],
			"file": upload(mediator, "Case Dossier", dossier, a_pdf(1), f"身份证{number}.pdf"),
		}
		for number, party in enumerate(parties_of(mediator, case), 1)
	]
	mediator.ok(mediator.put(f"/api/resource/Case Dossier/{dossier}", papers=papers))


def file_dossier(desk: Desk, dossier: str, pictures) -> str:
	desk.open(f"case-dossier/{dossier}")
	expect(desk.page.locator(PANEL)).to_contain_text("材料齐全")
	desk.page.get_by_role("button", name="卷宗归档").click()
	desk.fill({"retention_term": "10年"}, within=desk.dialog())
	desk.dialog().locator(".btn-modal-primary:visible").click()
	expect(desk.page.locator(PANEL)).to_contain_text("已归档")
	desk.picture(pictures / "dossier-filed.png", height=1300)
	return desk.page.evaluate("cur_frm.doc.filing_number")


def whole(mediator: Person, dossier: str) -> bytes:
	for _try in range(60):
		if doc_of(mediator, "Case Dossier", dossier).get("page_count"):
			break
		call(mediator, "dossiers.bind", dossier=dossier)
		time.sleep(1)
	return mediator.ok(mediator.post(f"{API}.dossiers.whole", dossier=dossier)).content


def look_at_pages(pdf: bytes, dossier: dict, pictures) -> None:
	"""Cover and catalogue come first; every paper begins on the page that the catalogue names."""
	pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]
	assert "人民调解卷宗" in pages[0] and dossier["filing_number"] in pages[0] and "10年" in pages[0]
	begins = {row["document_title"]: row["first_page"] for row in dossier["items"]}
	for title in ("人民调解申请书", "人民调解受理登记表", "人民调解当事人权利义务告知书", "司法确认申请书"):
		assert title in pages[1], title
		assert title in pages[1 + begins[title]], title
		assert pages[1 + begins[title]].endswith(str(begins[title])), title
	assert "卷宗封底" in pages[-1]
	folder = Path(pictures) / "dossier-pages"
	folder.mkdir(parents=True, exist_ok=True)
	(folder / "dossier.pdf").write_bytes(pdf)
	subprocess.run(["pdftoppm", "-r", "50", "-png", folder / "dossier.pdf", folder / "page"], check=False)


def nothing_changes_afterwards(mediator: Person, dossier: str, step: str, case: str) -> None:
	late = mediator.put(f"/api/resource/Case Dossier/{dossier}", remarks="补记")
	assert late.status_code == 403 and "已归档" in server_message(late)
	note = {
		"dispute_case": case,
		"step": step,
		"noted_on": days_ago(0),
		"written_by": "甲",
		"content": "补记",
	}
	refused = mediator.post("/api/resource/Situation Note", **note)
	assert refused.status_code == 403 and "已归档" in server_message(refused)


def upload(who: Person, doctype: str, name: str, content: bytes, file_name: str) -> str:
	form = {"doctype": doctype, "docname": name, "is_private": "1"}
	answer = who.session.post(
		f"{who.base}/api/method/upload_file", data=form, files={"file": (file_name, content)}
	)
	return who.ok(answer).json()["message"]["file_url"]


def a_pdf(pages: int) -> bytes:
	writer, written = PdfWriter(), io.BytesIO()
	for _number in range(pages):
		writer.add_blank_page(width=595, height=842)
	writer.write(written)
	return written.getvalue()
