"""The shape of a mental health care record (GB/T 31000-2015; 精神卫生法 art. 4, 54-56)."""

from yumen_governance.registry.care.shape import ID_NUMBER, PHONE, YES_NO, care_shape

SHAPE = care_shape(
	"Mental Health Care Record",
	codes={"family_economy": "family_economy"},
	seals={"guardian_phone": PHONE, "guardian_id_number": ID_NUMBER},
	choices={
		"diagnosis": "diagnosis",
		"treatment": "treatment",
		"hospitalization_reasons": "hospitalization_reason",
		"risk_level": "risk_level",
		"incidents": YES_NO,
	},
	multiple=("hospitalization_reasons",),
	dates=("first_onset", "last_incident"),
	texts=("hospital", "incident_count"),
	team_roles="care_participant",
)
