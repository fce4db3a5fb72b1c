"""Events coming in: from every channel, each exactly once, checked, placed, and compared with what is known."""
