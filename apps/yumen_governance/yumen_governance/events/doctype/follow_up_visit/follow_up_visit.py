"""One attempt to ask the reporter of an event how it was settled."""

from yumen_governance.grid_management.code_written import CodeWritten


class FollowupVisit(CodeWritten):
	pass
