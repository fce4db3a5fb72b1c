"""The papers of a dossier: what stands in them, how they are laid out, and how they are bound to one PDF."""
