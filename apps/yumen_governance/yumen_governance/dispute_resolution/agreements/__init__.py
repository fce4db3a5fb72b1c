"""Mediation agreements: drafted, signed, replaced by newer versions, performed, confirmed by a court."""
