"""A number for what one run of a story writes."""

import uuid


def run_number(digits: int = 8) -> str:
	"""Return so many digits that no earlier run had; letters would look like a word that nobody translated."""
	return str(uuid.uuid4().int)[-digits:]
