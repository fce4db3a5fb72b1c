"""`make faults`: the whole of tests/faults with its full numbers, and one line for each fault."""

import os
import random
import time
import xml.etree.ElementTree as ElementTree

from . import test_layers
from .progress import say
from .settings import LOGS

KILLS = "20"
REPORT = LOGS / "tests-faults.xml"


def run() -> int:
	"""Try every fault that ONLY names (part of a test's name), or all; the exit code is 0 when all were stood."""
	began = time.monotonic()
	settings = {
		"FAULTS": "full",
		"FAULT_KILLS": os.environ.get("FAULT_KILLS") or KILLS,
		"FAULT_SEED": os.environ.get("FAULT_SEED") or str(random.SystemRandom().randrange(10**6)),
	}
	os.environ.update(settings)
	said = "  ".join(f"{name}={value}" for name, value in settings.items() if name != "FAULTS")
	say(f"\n── Faults: {said}")
	only = ("-k", os.environ["ONLY"]) if os.environ.get("ONLY") else ()
	with test_layers.running_bench():
		count = test_layers.pytest("faults", *only)
	summarize()
	say(f"\n{count.passed} passed, {count.failed} failed ({time.monotonic() - began:.0f} s)  {said}")
	return 1 if count.failed else 0


def summarize() -> None:
	"""Print a line for each fault: whether it was stood, how long it took, and what was measured."""
	if not REPORT.is_file():
		return
	say("\n── What was tried")
	for case in ElementTree.parse(REPORT).getroot().iter("testcase"):
		stood = not any(case.find(tag) is not None for tag in ("failure", "error", "skipped"))
		name = case.get("name", "").removeprefix("test_").replace("_", " ")
		say(f"  {'✓' if stood else '✗'} {name} ({float(case.get('time', 0)):.0f} s)")
		for fact in case.iter("property"):
			say(f"      {fact.get('name')}: {fact.get('value')}")
