"""Orders, urging, and what the ladder of deadlines does to events."""
