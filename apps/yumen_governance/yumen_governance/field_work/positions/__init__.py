"""Positions: where a member is while a task is on, for the member and their leader alone."""
