"""Words of visitors: plain, without code of web pages. Pure."""

import re

# A tag, a comment or an instruction; 3 < 5 is none
MARKUP = re.compile(r"<\s*[A-Za-z!/?]")


def has_markup(*texts: object) -> bool:
	"""Tell whether one of these texts holds code of a web page, which nobody writes by hand into a report."""
	return any(isinstance(text, str) and MARKUP.search(text) for text in texts)
