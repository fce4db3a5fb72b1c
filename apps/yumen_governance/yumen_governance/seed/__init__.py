"""First records of an installation, seeded once and then the administrator's. One file per kind."""

from yumen_governance.seed.ledger import ensure, ensure_many

__all__ = ["ensure", "ensure_many"]
