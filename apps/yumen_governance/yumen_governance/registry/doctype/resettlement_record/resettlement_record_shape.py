"""The shape of a resettlement record (released persons, GB/T 31000-2015)."""

from yumen_governance.registry.care.shape import YES_NO, care_shape

SHAPE = care_shape(
	"Resettlement Record",
	codes={"reception": "release_reception", "placement": "placement"},
	choices={
		"risk": "release_risk",
		"recidivist": YES_NO,
		"charge": "former_charge",
		"reoffended": YES_NO,
		"new_charge": "former_charge",
	},
	dates=("released_on",),
	texts=("prison", "sentence"),
)
