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
# Of events that the centre's one-stop process takes over
HAND_OVER = "Hand Over"
SETTLED_ELSEWHERE = "Settled Elsewhere"
GIVEN_BACK = "Given Back"
# Of requests at the windows of the hall
TRANSFER = "Transfer"
SEND_BACK = "Send Back"
BECOME = "Become"
# How a step by which a dispute is resolved ends
STEP_AGREES = "End with Agreement"
STEP_FAILS = "End without Agreement"
STEP_REFUSED = "End by Refusal"
STEP_ADVISES = "End with Opinion"
STEP_AWARDED = "Make Award"
STEP_SETTLED = "Settle"
STEP_WITHDRAWN = "Withdraw Step"

# Mediation agreements
SIGN_AGREEMENT = "Sign Agreement"
NOTE_BREACH = "Note Breach"
RESUME_PERFORMANCE = "Resume Performance"
CONFIRM_PERFORMANCE = "Confirm Performance"
REPLACE_AGREEMENT = "Replace Agreement"

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
	HAND_OVER,
	SETTLED_ELSEWHERE,
	GIVEN_BACK,
	TRANSFER,
	SEND_BACK,
	BECOME,
	STEP_AGREES,
	STEP_FAILS,
	STEP_REFUSED,
	STEP_ADVISES,
	STEP_AWARDED,
	STEP_SETTLED,
	STEP_WITHDRAWN,
	SIGN_AGREEMENT,
	NOTE_BREACH,
	RESUME_PERFORMANCE,
	CONFIRM_PERFORMANCE,
	REPLACE_AGREEMENT,
)
