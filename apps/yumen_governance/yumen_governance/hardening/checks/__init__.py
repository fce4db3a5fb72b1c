"""What governance-doctor looks at: one small function for each thing, grouped by where it is mended."""

from yumen_governance.hardening.checks import configuration, machine, people, records, wiring
from yumen_governance.hardening.checks.finding import CHECKS, Finding, examine

__all__ = ["CHECKS", "Finding", "configuration", "examine", "machine", "people", "records", "wiring"]
