"""The permission matrix as people read it is the one that is in force."""

from pathlib import Path

from yumen_governance.permissions.rights import as_markdown

PAGE = Path(__file__).parents[2] / "docs/permissions.md"


def test_page_shows_the_matrix_as_it_is():
	assert (
		PAGE.read_text(encoding="utf-8") == as_markdown()
	), "Write it anew: env/bin/python -m yumen_governance.permissions.rights > docs/permissions.md"
