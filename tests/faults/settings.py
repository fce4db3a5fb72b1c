"""How often and how hard faults are tried: a short set in `make test`, the whole in `make faults`."""

import os
import random

FULL = os.environ.get("FAULTS") == "full"
KILLS = int(os.environ.get("FAULT_KILLS") or (20 if FULL else 5))
SEED = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10**6))
PATIENCE = 60
# Two rounds of the scheduler, which looks every minute, and what a busy machine needs
TWO_INTERVALS = 120 + 60
# A day of a member without a network: entries, their photos, and then seconds of latency of a bad network
RECORDS = int(os.environ.get("PHONE_RECORDS") or (150 if FULL else 8))
PHOTOS = int(os.environ.get("PHONE_PHOTOS") or (200 if FULL else 10))
LATENCY = float(os.environ.get("PHONE_LATENCY") or (3 if FULL else 0.3))
