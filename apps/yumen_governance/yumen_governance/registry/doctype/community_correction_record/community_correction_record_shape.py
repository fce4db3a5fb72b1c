"""The shape of a community correction record (GB/T 31000-2015; 社区矫正法 art. 2, 24, 25)."""

from yumen_governance.registry.care.shape import YES_NO, care_shape

SHAPE = care_shape(
	"Community Correction Record",
	codes={"reception": "correction_reception", "correction_kind": "correction_kind"},
	choices={
		"reoffended": YES_NO,
		"four_histories": "four_histories",
		"three_involvements": "three_involvements",
		"habitual": YES_NO,
		"out_of_contact": YES_NO,
		"missed": YES_NO,
	},
	multiple=("four_histories", "three_involvements"),
	dates=("sentence_from", "sentence_to"),
	texts=(
		"case_category",
		"charge",
		"sentence",
		"detention_place",
		"rewards",
		"change_of_execution",
		"new_charge",
		"out_of_contact_reason",
		"out_of_contact_check",
		"out_of_contact_mend",
		"missed_reason",
		"missed_check",
		"missed_mend",
	),
	team_roles="correction_group",
	end_reasons="correction_end",
)
