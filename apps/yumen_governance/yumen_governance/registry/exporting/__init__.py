"""Exporting registry records: asked for, approved by another person, made as the requester, fetched and removed.

`rows` reads what the requester may see, `sheets` writes it as xlsx or csv with a watermark and without formulas,
`vault` keeps the file encrypted, `tasks` alone commits. `stock` gives the framework's own exports the same treatment.
"""
