"""The queues that dispatchers and handlers work off, and steps with many events at once."""
