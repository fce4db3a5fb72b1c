"""Effects: what code does when a transition of a Workflow is taken, beyond what its stages say.

Every transition may carry one, a custom field on its row, so that an administrator renames states and actions, and
draws further ones, while requests, reopening and the like go on working. Code names effects, never actions.
"""

REQUEST_RETURN = "Request Return"
REQUEST_EXTENSION = "Request Extension"
REQUEST_SUSPENSION = "Request Suspension"
GRANT_REQUEST = "Grant Request"
REFUSE_REQUEST = "Refuse Request"
# As the case says in a field of its own
DECIDE_REQUEST = "Decide Request"
WITHDRAW_REQUEST = "Withdraw Request"
SUSPEND = "Suspend"
RAISE_LEVEL = "Raise Level"
RAISE_TO_CENTRE = "Raise to Centre"
FOLLOW_UP = "Follow Up"
REOPEN = "Reopen"
MERGE = "Merge"

EFFECTS = (
	REQUEST_RETURN,
	REQUEST_EXTENSION,
	REQUEST_SUSPENSION,
	GRANT_REQUEST,
	REFUSE_REQUEST,
	DECIDE_REQUEST,
	WITHDRAW_REQUEST,
	SUSPEND,
	RAISE_LEVEL,
	RAISE_TO_CENTRE,
	FOLLOW_UP,
	REOPEN,
	MERGE,
)
