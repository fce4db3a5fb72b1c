"""An invented but plausible Yumen, to look at and to try: real place names, no real person."""
