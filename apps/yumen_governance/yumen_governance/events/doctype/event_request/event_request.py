"""What the assigned side asked of the centre about an event, and what the centre decided."""

from yumen_governance.grid_management.code_written import CodeWritten


class EventRequest(CodeWritten):
	pass
