"""The dossier of a mediation: what belongs in it, what is missing, its papers, its number, and its end as a record."""
