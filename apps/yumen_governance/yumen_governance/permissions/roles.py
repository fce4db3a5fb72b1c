"""The roles of the product, and what kind of sight each gives."""

ADMINISTRATOR = "Governance Administrator"
DISPATCHER = "Dispatcher"
WINDOW_CLERK = "Window Clerk"
GRID_LEADER = "Grid Leader"
GRID_MEMBER = "Grid Member"
DEPARTMENT_HANDLER = "Department Handler"
AUDITOR = "Auditor"
REGISTRY_CLERK = "Registry Clerk"
PRIVACY_OFFICER = "Privacy Officer"
# An account of another system (12345, urban management, 110), which reports events through the interface
CONNECTED_SYSTEM = "Connected System"

# The centre's one-stop process
MEDIATOR = "Mediator"
COMMITTEE_DIRECTOR = "Committee Director"
CHIEF_MEDIATOR = "Chief Mediator"
ARBITRATION_HANDLER = "Arbitration Handler"
COURT_LIAISON = "Court Liaison"
CENTRE_DIRECTOR = "Centre Director"
RESOLVERS = (MEDIATOR, COMMITTEE_DIRECTOR, CHIEF_MEDIATOR, ARBITRATION_HANDLER, COURT_LIAISON)

# Special groups: each officer sees the records of one group, and nobody else does by role
RESETTLEMENT_OFFICER = "Resettlement Officer"
CORRECTION_OFFICER = "Correction Officer"
MENTAL_HEALTH_OFFICER = "Mental Health Officer"
DRUG_RECOVERY_OFFICER = "Drug Recovery Officer"
YOUTH_PROTECTION_OFFICER = "Youth Protection Officer"
CARE_OFFICERS = (
	RESETTLEMENT_OFFICER,
	CORRECTION_OFFICER,
	MENTAL_HEALTH_OFFICER,
	DRUG_RECOVERY_OFFICER,
	YOUTH_PROTECTION_OFFICER,
)
# Whoever is named in a care team holds this role; which records they see follows from the teams alone
CARE_HELPER = "Care Helper"

ALL = (
	ADMINISTRATOR,
	DISPATCHER,
	WINDOW_CLERK,
	GRID_LEADER,
	GRID_MEMBER,
	DEPARTMENT_HANDLER,
	AUDITOR,
	REGISTRY_CLERK,
	PRIVACY_OFFICER,
	CONNECTED_SYSTEM,
	*RESOLVERS,
	CENTRE_DIRECTOR,
	*CARE_OFFICERS,
	CARE_HELPER,
)
# Cases
SEE_ALL = frozenset({ADMINISTRATOR, DISPATCHER, AUDITOR})
WRITE_ALL = frozenset({ADMINISTRATOR, DISPATCHER})
# The registry
SEE_REGISTRY = frozenset({ADMINISTRATOR, DISPATCHER, AUDITOR, REGISTRY_CLERK})
WRITE_REGISTRY = frozenset({ADMINISTRATOR, REGISTRY_CLERK})
WRITE_TERRITORY = frozenset({GRID_LEADER, GRID_MEMBER})
