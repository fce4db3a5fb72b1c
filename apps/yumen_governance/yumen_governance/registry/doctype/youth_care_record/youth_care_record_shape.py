"""The shape of a youth care record (GB/T 31000-2015; 预防未成年人犯罪法 art. 3, 59)."""

from yumen_governance.registry.care.shape import ADDRESS, ID_NUMBER, PHONE, YES_NO, care_shape

SHAPE = care_shape(
	"Youth Care Record",
	codes={"guardian_relation": "kinship", "youth_kind": "key_youth_kind"},
	seals={
		"guardian_phone": PHONE,
		"guardian_id_number": ID_NUMBER,
		"guardian_address": ADDRESS,
	},
	choices={"attention_level": "attention_level", "offended": YES_NO},
	texts=("offence_details",),
)
