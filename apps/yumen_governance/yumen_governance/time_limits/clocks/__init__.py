"""The clocks of a case: how they are counted, kept, shown, and what happens when one runs out.

`working_time`, `counting`, `runs` and `plan` decide without a site; `keeping` applies; `sweeping` finds what is due.
"""

from yumen_governance.time_limits.clocks.calls import begin_calls, end
from yumen_governance.time_limits.clocks.extensions import Approval
from yumen_governance.time_limits.clocks.keeping import (
	apply,
	decide,
	plan_new,
	running,
	set_due,
	start_many,
	write,
)
from yumen_governance.time_limits.clocks.legal_limits import limit_of
from yumen_governance.time_limits.clocks.moving import exclude, extend
from yumen_governance.time_limits.clocks.plan import Called

__all__ = [
	"Approval",
	"Called",
	"apply",
	"begin_calls",
	"decide",
	"end",
	"exclude",
	"extend",
	"limit_of",
	"plan_new",
	"running",
	"set_due",
	"start_many",
	"write",
]
