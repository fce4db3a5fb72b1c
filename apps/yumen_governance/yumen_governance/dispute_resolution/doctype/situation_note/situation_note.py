"""A note on the dossier: what is special about it, what is missing and why, what lies elsewhere."""

from yumen_governance.dispute_resolution.dossier.record import DossierRecord


class SituationNote(DossierRecord):
	pass
