"""Who mediates: proposed by type, territory, language and load, assigned or chosen by the parties, recused, replaced."""

from yumen_governance.dispute_resolution.assignment.assigning import (
	AssignmentError,
	assign,
	propose,
	recuse,
)
from yumen_governance.dispute_resolution.assignment.choosing import Candidate, Proposal, Wanted, choose

__all__ = (
	"AssignmentError",
	"Candidate",
	"Proposal",
	"Wanted",
	"assign",
	"choose",
	"propose",
	"recuse",
)
