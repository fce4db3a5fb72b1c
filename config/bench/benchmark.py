"""`make benchmark`: the benchmarks of tests/benchmark, on a site of their own whose data is kept between runs."""

import os
import subprocess

from . import sites
from .settings import PYTHON, ROOT, SITES

SITE = "benchmark.localhost"
RESULTS = ROOT / "benchmark-results/latest.json"


def run() -> int:
	"""Prepare the site and run what ONLY names, or all; the exit code is 0 when every answer was right."""
	sites.prepare(SITE)
	command = (PYTHON, "-m", "tests.benchmark", "--site", SITE, "--results", RESULTS)
	environment = {**os.environ, "PYTHONPATH": str(ROOT)}
	return subprocess.run([str(part) for part in command], cwd=SITES, env=environment).returncode
