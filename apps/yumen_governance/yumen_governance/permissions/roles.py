"""The roles of the product, and what kind of sight each gives."""

ADMINISTRATOR = "Governance Administrator"
DISPATCHER = "Dispatcher"
WINDOW_CLERK = "Window Clerk"
GRID_LEADER = "Grid Leader"
GRID_MEMBER = "Grid Member"
DEPARTMENT_HANDLER = "Department Handler"
AUDITOR = "Auditor"

ALL = (ADMINISTRATOR, DISPATCHER, WINDOW_CLERK, GRID_LEADER, GRID_MEMBER, DEPARTMENT_HANDLER, AUDITOR)
SEE_ALL = frozenset({ADMINISTRATOR, DISPATCHER, AUDITOR})
WRITE_ALL = frozenset({ADMINISTRATOR, DISPATCHER})
