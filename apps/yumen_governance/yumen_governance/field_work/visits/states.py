"""What a visit and its need for help may be, as everything that counts visits asks for it."""

VISIT = "Household Visit"
PURPOSE_SET, AWAITING, COMPLETE, NOBODY = (
	"Purpose Set",
	"Awaiting Feedback",
	"Complete",
	"Nobody at Home",
)
# Somebody of the household was met
SEEN = (AWAITING, COMPLETE)
HELP_OPEN = "To Answer"
