"""Patrols: rounds through key areas and facilities, what was found, and the tasks of who goes when."""
