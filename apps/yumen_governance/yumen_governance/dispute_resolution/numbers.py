"""The numbers of dispute cases."""

from yumen_governance.grid_management.year_numbers import YearNumbers

NUMBERS = YearNumbers("Dispute Case", "DC")
