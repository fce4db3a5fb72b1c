"""Appointments in the hall: a time at a type of window that a visitor books without an account, and its ticket when they come."""
