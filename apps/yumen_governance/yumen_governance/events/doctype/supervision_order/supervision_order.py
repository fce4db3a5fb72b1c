"""A supervision order on an event: issued by hand or by the ladder, answered by the assigned side, lifted by the centre."""

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.grid_management.grid_paths import path_of


class SupervisionOrder(CodeWritten):
	def onload(self):
		"""Tell the form where the grid that has the order lies, for the button to answer."""
		self.set_onload("grid_path", path_of(self.grid))
