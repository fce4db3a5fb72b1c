"""What stands in the papers of one mediation: read once, handed to every template.

Plain numbers of the parties are put in only for who may print the dossier, and that is written down (`opening.py`). Without
that, as in the desk's own print view, papers carry the masks.
"""

from dataclasses import dataclass

import frappe

from yumen_governance.dispute_resolution.dossier.papers import words
from yumen_governance.registry.code_lists import labels_of
from yumen_governance.registry.sealing.envelope import unseal

CODED = ("sex", "ethnicity", "guardian_relation")
SIDES = {"Applicant": "申请人", "Respondent": "被申请人", "Third Party": "第三人"}
# Sealed values that papers carry
SEALED = ("id_number", "phone", "guardian_phone", "agent_phone")


@dataclass(frozen=True)
class Way:
	"""Whether the papers show whole numbers."""

	is_plain: bool = False


class Paper(frappe._dict):
	"""The facts as templates name them: case, step, dossier, parties …, and functions that write values out."""

	date = staticmethod(words.long_date)
	moment = staticmethod(words.moment)
	money = staticmethod(words.money)
	amount = staticmethod(words.amount)
	lines = staticmethod(words.lines)
	said = staticmethod(words.said)

	def side(self, party) -> str:
		"""What a party is called in papers."""
		return SIDES.get(party.side, "")

	def party(self, name: str | None) -> frappe._dict:
		"""One party of the case."""
		return next(
			(party for party in self.parties if party.name == name), frappe._dict(phone="", id_number="")
		)

	def party_line(self, party) -> str:
		"""The particulars of a party in one line (Article 29 of the People's Mediation Law)."""
		told = [party.party_name, *(_of_organisation(party) if party.uscc else _of_person(party))]
		told += [
			f"住址：{party.address}" if party.address else "",
			f"联系方式：{party.phone}" if party.phone else "",
		]
		if party.guardian_name:
			told.append(f"法定代理人：{party.guardian_name}")
		if party.agent_name:
			told.append(f"委托代理人：{party.agent_name}")
		return "，".join(part for part in told if part)

	def plain(self, doc, fieldname: str) -> str:
		"""A sealed value of a paper's own record, whole where the papers show whole numbers."""
		if not self.is_plain or not doc.get("sealed"):
			return doc.get(fieldname) or ""
		return unseal(doc.doctype, doc.name, doc.sealed).get(fieldname) or ""

	def full_name(self, user: str | None) -> str:
		"""The name of an account's person."""
		return (frappe.get_cached_value("User", user, "full_name") or user) if user else ""

	def attendees(self, session, *capacities: str) -> str:
		"""Who took part in a session in one of these capacities."""
		names = [
			row.attendee_name or self.party(row.party).party_name
			for row in session.get("attendees") or ()
			if row.capacity in capacities
		]
		return "、".join(name for name in names if name)

	def session_mediators(self, session) -> str:
		"""Who mediated in a session; those of the mediation when it names nobody."""
		names = [row.mediator for row in session.get("mediators") or () if row.mediator]
		return "、".join(self.mediator_names.get(name, "") for name in names) or self.mediators

	def instalments(self, agreement: str) -> list:
		"""The instalments of an agreement, in their order."""
		return [row for row in self.all_instalments if row.agreement == agreement]


def _of_person(party) -> list[str]:
	return [
		party.sex_label,
		party.ethnicity_label,
		f"{party.age}岁" if party.age else "",
		f"职业：{party.occupation}" if party.occupation else "",
		f"身份证号：{party.id_number}" if party.id_number else "",
	]


def _of_organisation(party) -> list[str]:
	return [
		f"统一社会信用代码：{party.uscc}",
		f"法定代表人：{party.legal_representative}" if party.legal_representative else "",
	]


def of_step(step: str, way: Way | None = None) -> Paper:
	"""Read what the papers of a mediation say."""
	way, paper = way or Way(), Paper()
	paper.step = frappe.get_doc("Resolution Step", step)
	paper.update(
		{"is_plain": way.is_plain, "case": _case(paper.step.dispute_case), "dossier": _dossier(step)}
	)
	paper.parties = _parties(paper.case.name, way)
	for key, side in (("applicants", "Applicant"), ("respondents", "Respondent"), ("thirds", "Third Party")):
		paper[key] = [party for party in paper.parties if party.side == side]
	paper.party_names = "、".join(party.party_name for party in paper.parties)
	paper.committee = _committee_name(paper)
	paper.mediator_names = _mediator_names(paper)
	paper.mediators = "、".join(
		paper.mediator_names.get(row.mediator, "") for row in paper.step.mediators if not row.recused
	)
	_add_dates(paper)
	below = {"dispute_case": paper.case.name}
	paper.all_instalments = frappe.get_all(
		"Performance Instalment", below, ["*"], order_by="agreement, number, due_on"
	)
	paper.evidence = [
		row
		for row in frappe.get_all("Evidence Item", below, ["*"], order_by="creation")
		if row.step in (None, "", step)
	]
	return paper


def dossier_paper(doc) -> Paper:
	"""What a template of the desk's own print view is given (Jinja method `dossier_paper`): masks stay masks."""
	step = doc.get("step") or frappe.db.get_value("Mediation Agreement", doc.get("agreement"), "step")
	return of_step(step)


def _case(name: str) -> frappe._dict:
	case = frappe.get_doc("Dispute Case", name).as_dict()
	case.by_application = frappe.db.get_value("Case Source", case.case_source, "by_application")
	case.registered_by_name = frappe.db.get_value("User", case.registered_by, "full_name") or ""
	return case


def _dossier(step: str) -> frappe._dict:
	name = frappe.db.get_value("Case Dossier", {"step": step})
	return frappe.get_doc("Case Dossier", name).as_dict() if name else frappe._dict()


def _parties(case: str, way: Way) -> list[frappe._dict]:
	order = "field(side, 'Applicant', 'Respondent', 'Third Party'), creation"
	parties = frappe.get_all("Dispute Party", {"dispute_case": case}, ["*"], order_by=order)
	labels = labels_of({party.get(field) for party in parties for field in CODED} - {None, ""})
	for party in parties:
		party.update({f"{field}_label": labels.get(party.get(field), "") for field in CODED})
		plain = unseal("Dispute Party", party.name, party.sealed) if way.is_plain and party.sealed else {}
		party.update({field: plain.get(field) or party.get(field) or "" for field in SEALED})
		del party["sealed"]
	return parties


def _committee_name(paper: Paper) -> str:
	if paper.dossier.get("committee_name"):
		return paper.dossier.committee_name
	committee = paper.dossier.get("committee") or paper.step.committee
	return frappe.db.get_value("Mediation Committee", committee, "committee_name") or ""


def _mediator_names(paper: Paper) -> dict[str, str]:
	session, of_session = frappe.qb.DocType("Mediation Session"), frappe.qb.DocType("Session Mediator")
	named = (
		frappe.qb.from_(of_session)
		.inner_join(session)
		.on(of_session.parent == session.name)
		.select(of_session.mediator)
		.where(session.dispute_case == paper.case.name)
	).run(pluck=True)
	names = {row.mediator for row in paper.step.mediators} | set(named)
	rows = frappe.get_all("Mediator", {"name": ["in", list(names)]}, ["name", "mediator_name"], as_list=True)
	return dict(rows)


def _add_dates(paper: Paper) -> None:
	"""When the mediation began and ended, by the cover, the sessions or the step."""
	filters = {"dispute_case": paper.case.name, "step": paper.step.name, "status": ["!=", "Replaced"]}
	held = frappe.get_all("Mediation Session", filters, pluck="held_on", order_by="held_on")
	paper.mediated_from = paper.dossier.get("mediated_from") or (held[0] if held else paper.step.accepted_on)
	paper.mediated_to = (
		paper.dossier.get("mediated_to") or paper.step.ended_on or (held[-1] if held else None)
	)
	paper.applied_on = paper.case.registered_on or paper.case.creation
