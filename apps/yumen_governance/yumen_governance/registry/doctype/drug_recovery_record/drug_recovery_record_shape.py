"""The shape of a drug recovery record (GB/T 31000-2015; 戒毒条例 art. 7, 16-18, 37-39)."""

from yumen_governance.registry.care.shape import YES_NO, care_shape

SHAPE = care_shape(
	"Drug Recovery Record",
	codes={"recovery_kind": "recovery_kind"},
	choices={"control_state": "drug_control", "reason": "drug_reason", "criminal_record": YES_NO},
	dates=("first_found",),
	texts=("consequences", "criminal_details"),
)
