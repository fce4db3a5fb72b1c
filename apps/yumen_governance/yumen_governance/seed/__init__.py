"""First records of an installation, seeded once and then the administrator's. One file per kind."""

from yumen_governance.seed.ledger import ensure

__all__ = ["ensure"]
