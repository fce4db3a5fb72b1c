"""The numbers of events."""

from yumen_governance.grid_management.year_numbers import YearNumbers

NUMBERS = YearNumbers("Governance Event", "GE")
