"""The permission matrix: what each role may do with each DocType at all.

L look up in a link only, R read, W write, C create, D delete, P print, T report view, E export, S submit, X cancel. Which records a role
then sees is the answer of territory, assignment and stage (scope.py and its neighbours). DocType files hold the same
rights for Frappe; a test compares them, another shows docs/permissions.md to be this table.
"""

from yumen_governance.permissions import roles as r
from yumen_governance.permissions.matrix_cases import CASES
from yumen_governance.permissions.matrix_collecting import COLLECTING
from yumen_governance.permissions.matrix_disputes import DISPUTES
from yumen_governance.permissions.matrix_portal import PORTAL
from yumen_governance.permissions.matrix_rounds import ROUNDS
from yumen_governance.permissions.matrix_service import SERVICE
from yumen_governance.permissions.matrix_sync import SYNC
from yumen_governance.permissions.matrix_visits import VISITS

MATRIX: dict[str, dict[str, str]] = (
	{
		"Functional Unit": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.DISPATCHER: "RPT",
			r.WINDOW_CLERK: "RPT",
			r.GRID_LEADER: "RPT",
			r.GRID_MEMBER: "RPT",
			r.DEPARTMENT_HANDLER: "RPT",
			r.AUDITOR: "RPTE",
			r.REGISTRY_CLERK: "RPT",
			r.PRIVACY_OFFICER: "RPT",
			r.RESETTLEMENT_OFFICER: "RPT",
			r.CORRECTION_OFFICER: "RPT",
			r.MENTAL_HEALTH_OFFICER: "RPT",
			r.DRUG_RECOVERY_OFFICER: "RPT",
			r.YOUTH_PROTECTION_OFFICER: "RPT",
			**dict.fromkeys((*r.RESOLVERS, r.CENTRE_DIRECTOR), "RPT"),
		},
		"Grid": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.DISPATCHER: "RPT",
			r.WINDOW_CLERK: "RPT",
			r.GRID_LEADER: "RPT",
			r.GRID_MEMBER: "RPT",
			r.DEPARTMENT_HANDLER: "RPT",
			r.AUDITOR: "RPTE",
			r.REGISTRY_CLERK: "RPT",
			r.PRIVACY_OFFICER: "RPT",
			r.RESETTLEMENT_OFFICER: "RPT",
			r.CORRECTION_OFFICER: "RPT",
			r.MENTAL_HEALTH_OFFICER: "RPT",
			r.DRUG_RECOVERY_OFFICER: "RPT",
			r.YOUTH_PROTECTION_OFFICER: "RPT",
			**dict.fromkeys((*r.RESOLVERS, r.CENTRE_DIRECTOR), "RPT"),
		},
		"Grid Change": {
			r.ADMINISTRATOR: "RPT",
			r.DISPATCHER: "RPT",
			r.AUDITOR: "RPT",
		},
		"Grid Duty": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.DISPATCHER: "RPT",
			r.WINDOW_CLERK: "RPT",
			r.GRID_LEADER: "RPT",
			r.GRID_MEMBER: "RPT",
			r.DEPARTMENT_HANDLER: "RPT",
			r.AUDITOR: "RPTE",
		},
		"Grid Fund Pool": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.GRID_LEADER: "RPT",
			r.AUDITOR: "RPTE",
		},
		"Grid Fund Source": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.GRID_LEADER: "RPT",
			r.AUDITOR: "RPTE",
		},
		"Grid Member": {
			r.ADMINISTRATOR: "RWCDPT",
			r.DISPATCHER: "RPT",
			r.GRID_LEADER: "RPT",
			r.GRID_MEMBER: "RPT",
			r.AUDITOR: "RPT",
		},
		"Grid Member Source": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.DISPATCHER: "RPT",
			r.GRID_LEADER: "RPT",
			r.GRID_MEMBER: "RPT",
			r.AUDITOR: "RPTE",
		},
		"Grid Payout Sheet": {
			r.ADMINISTRATOR: "RWCDPT",
			r.GRID_LEADER: "RWPTSX",
			r.AUDITOR: "RPT",
		},
		"Grid Settings": {
			r.ADMINISTRATOR: "RWCP",
			r.AUDITOR: "R",
		},
		"Seeded Record": {
			r.ADMINISTRATOR: "RPTE",
			r.AUDITOR: "RPTE",
		},
		"Access Alert Rule": {
			r.ADMINISTRATOR: "RT",
			r.AUDITOR: "RT",
			r.PRIVACY_OFFICER: "RWCT",
		},
		"Access Log Chain": {
			r.AUDITOR: "R",
			r.PRIVACY_OFFICER: "R",
		},
		"Access Purpose": {
			r.ADMINISTRATOR: "RT",
			r.DISPATCHER: "L",
			r.GRID_LEADER: "L",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "L",
			r.PRIVACY_OFFICER: "RWCT",
		},
		"Access Report": {
			r.AUDITOR: "RPT",
			r.PRIVACY_OFFICER: "RPT",
		},
		"Building": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Care Statistic": {
			r.ADMINISTRATOR: "T",
			r.AUDITOR: "T",
			r.RESETTLEMENT_OFFICER: "T",
			r.CORRECTION_OFFICER: "T",
			r.MENTAL_HEALTH_OFFICER: "T",
			r.DRUG_RECOVERY_OFFICER: "T",
			r.YOUTH_PROTECTION_OFFICER: "T",
		},
		"Care Visit": {
			r.RESETTLEMENT_OFFICER: "RWC",
			r.CORRECTION_OFFICER: "RWC",
			r.MENTAL_HEALTH_OFFICER: "RWC",
			r.DRUG_RECOVERY_OFFICER: "RWC",
			r.YOUTH_PROTECTION_OFFICER: "RWC",
			r.CARE_HELPER: "RWC",
		},
		"Code List": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.DISPATCHER: "RPT",
			r.WINDOW_CLERK: "RPT",
			r.GRID_LEADER: "RPT",
			r.GRID_MEMBER: "RPT",
			r.DEPARTMENT_HANDLER: "RPT",
			r.AUDITOR: "RPT",
			r.REGISTRY_CLERK: "RPT",
			r.PRIVACY_OFFICER: "RPT",
			r.RESETTLEMENT_OFFICER: "RPT",
			r.CORRECTION_OFFICER: "RPT",
			r.MENTAL_HEALTH_OFFICER: "RPT",
			r.DRUG_RECOVERY_OFFICER: "RPT",
			r.YOUTH_PROTECTION_OFFICER: "RPT",
			**dict.fromkeys((*r.RESOLVERS, r.CENTRE_DIRECTOR), "RPT"),
		},
		"Code Value": {
			r.ADMINISTRATOR: "RWCDPTE",
			r.DISPATCHER: "RPT",
			r.WINDOW_CLERK: "RPT",
			r.GRID_LEADER: "RPT",
			r.GRID_MEMBER: "RPT",
			r.DEPARTMENT_HANDLER: "RPT",
			r.AUDITOR: "RPT",
			r.REGISTRY_CLERK: "RPT",
			r.PRIVACY_OFFICER: "RPT",
			r.RESETTLEMENT_OFFICER: "RPT",
			r.CORRECTION_OFFICER: "RPT",
			r.MENTAL_HEALTH_OFFICER: "RPT",
			r.DRUG_RECOVERY_OFFICER: "RPT",
			r.YOUTH_PROTECTION_OFFICER: "RPT",
			**dict.fromkeys((*r.RESOLVERS, r.CENTRE_DIRECTOR), "RPT"),
		},
		"Community Correction Record": {
			r.CORRECTION_OFFICER: "RWC",
			r.CARE_HELPER: "R",
		},
		"Drug Recovery Record": {
			r.DRUG_RECOVERY_OFFICER: "RWC",
			r.CARE_HELPER: "R",
		},
		"Export Request": {
			r.ADMINISTRATOR: "RWCT",
			r.DISPATCHER: "RC",
			r.GRID_LEADER: "RC",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RC",
			r.PRIVACY_OFFICER: "RWCT",
		},
		"Hazard": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Household": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Key Area": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Legal Purpose": {
			r.ADMINISTRATOR: "RWCPT",
			r.AUDITOR: "RT",
			r.PRIVACY_OFFICER: "RT",
			r.RESETTLEMENT_OFFICER: "R",
			r.CORRECTION_OFFICER: "R",
			r.MENTAL_HEALTH_OFFICER: "R",
			r.DRUG_RECOVERY_OFFICER: "R",
			r.YOUTH_PROTECTION_OFFICER: "R",
			r.CARE_HELPER: "R",
		},
		"Mental Health Care Record": {
			r.MENTAL_HEALTH_OFFICER: "RWC",
			r.CARE_HELPER: "R",
		},
		"Organization": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Privacy Settings": {
			r.ADMINISTRATOR: "R",
			r.AUDITOR: "R",
			r.PRIVACY_OFFICER: "RW",
		},
		"Public Facility": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Registry Import": {
			r.ADMINISTRATOR: "RWCT",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCT",
		},
		"Registry Import Chunk": {
			r.ADMINISTRATOR: "R",
		},
		"Registry Import Problem": {
			r.ADMINISTRATOR: "RT",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RT",
		},
		"Registry Import Settings": {
			r.ADMINISTRATOR: "RW",
			r.REGISTRY_CLERK: "R",
		},
		"Registry Settings": {
			r.ADMINISTRATOR: "RW",
			r.AUDITOR: "R",
			r.REGISTRY_CLERK: "R",
		},
		"Rental House": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Resettlement Record": {
			r.RESETTLEMENT_OFFICER: "RWC",
			r.CARE_HELPER: "R",
		},
		"Resident": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.DEPARTMENT_HANDLER: "R",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Reveal Right": {
			r.ADMINISTRATOR: "RT",
			r.AUDITOR: "RT",
			r.PRIVACY_OFFICER: "RWCT",
		},
		"Sensitive Access Log": {
			r.AUDITOR: "RT",
			r.PRIVACY_OFFICER: "RT",
		},
		"Standard Address": {
			r.ADMINISTRATOR: "RWCPT",
			r.DISPATCHER: "RT",
			r.GRID_LEADER: "RWCP",
			r.GRID_MEMBER: "RWCP",
			r.AUDITOR: "RT",
			r.REGISTRY_CLERK: "RWCPT",
		},
		"Youth Care Record": {
			r.YOUTH_PROTECTION_OFFICER: "RWC",
			r.CARE_HELPER: "R",
		},
	}
	| CASES
	| DISPUTES
	| SERVICE
	| PORTAL
	| SYNC
	| COLLECTING
	| VISITS
	| ROUNDS
)
