"""What the side that has an event does with it, and what the centre decides."""
