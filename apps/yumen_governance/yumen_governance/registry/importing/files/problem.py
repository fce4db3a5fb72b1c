"""What is wrong with a file as a whole: it is refused before any row is looked at."""

from typing import NoReturn

import frappe


class FileProblem(frappe.ValidationError):
	pass


def refuse(message: str) -> NoReturn:
	"""Refuse a file with a message that says what to do.

	:raises FileProblem: always
	"""
	frappe.throw(message, FileProblem)
