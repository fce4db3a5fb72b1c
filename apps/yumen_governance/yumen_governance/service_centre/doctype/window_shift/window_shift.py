"""Somebody keeps a window: from when to when, with breaks. The row is what holds a window while something is done at it."""

from yumen_governance.grid_management.code_written import CodeWritten
from yumen_governance.service_centre.queue import news


class WindowShift(CodeWritten):
	def on_update(self):
		news.tell()
