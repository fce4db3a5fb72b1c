"""Stores of the registry on a member's phone (hook `sync_stores`)."""

from collections.abc import Callable
from functools import partial

import frappe

from yumen_governance.field_work.collecting import forms, shown
from yumen_governance.field_work.collecting.kinds import BY_DOCTYPE
from yumen_governance.field_work.collecting.proposals import showing
from yumen_governance.field_work.collecting.proposals.states import DOCTYPE as PROPOSAL
from yumen_governance.field_work.sync.stores import Store
from yumen_governance.permissions.scope import any_of


def _store_of(doctype: str) -> Callable[[], Store]:
	def store() -> Store:
		table = frappe.qb.DocType(doctype)
		return Store(
			doctype=doctype,
			fields=shown.columns_of(doctype),
			criterion=lambda scope: any_of(scope.under(table.grid_path)),
			live=table.status.isin(BY_DOCTYPE[doctype].live),
			shape=partial(shown.finish, doctype),
		)

	return store


addresses = _store_of("Standard Address")
buildings = _store_of("Building")
households = _store_of("Household")
residents = _store_of("Resident")
rental_houses = _store_of("Rental House")
organizations = _store_of("Organization")
public_facilities = _store_of("Public Facility")


def code_values() -> Store:
	"""What coded fields offer; a value out of use still has its name on old records."""
	return Store(
		doctype="Code Value",
		fields=("code_list", "code", "label", "pinyin_initials", "is_active"),
		by_territory=False,
	)


def collecting_forms() -> Store:
	"""What the form of each DocType asks, as its DocType and whoever customised it say now."""
	return Store(
		doctype=forms.DOCTYPE,
		fields=("document_type", "may_be_added", "additions", "corrections"),
		shape=forms.finish,
		by_territory=False,
	)


def correction_proposals() -> Store:
	"""Proposals of a territory: the open ones, and for a while those decided."""
	table = frappe.qb.DocType(PROPOSAL)
	return Store(
		doctype=PROPOSAL,
		fields=showing.COLUMNS,
		criterion=lambda scope: any_of(scope.under(table.grid_path)),
		live=showing.is_kept(table),
		shape=showing.finish,
	)
