"""Publicity: notices to read out, and what was told to whom."""
