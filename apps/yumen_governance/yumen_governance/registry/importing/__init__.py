"""Importing: one engine for every registry DocType, from a file to checked, sealed and placed records.

files/ reads a file as rows of texts and refuses what is no such file. A `Plan` says which column is which field
and what is wanted. A chunk of rows goes through: cells (texts to values), links (natural keys to names), the
DocType's own shape (derive, problems), identity (in the file, in the table), writing. One transaction holds a chunk's
records, its report, what its undo needs and the progress; `tasks` alone commits.
"""
