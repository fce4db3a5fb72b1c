"""python -m tests.benchmark --site SITE --results FILE   (from sites/, in the bench's environment)

ONLY=B4,B10 chooses benchmarks, BENCHMARK_SCALE=small runs them in some seconds.
"""

import argparse
import importlib
import os
import pkgutil
import signal
import sys
from pathlib import Path
from types import ModuleType

import frappe

import tests.benchmark

from . import environment, report
from .outcome import SCALES, Scale
from .stock_worker import own_queues

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
	parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
	parser.add_argument("--site", required=True)
	parser.add_argument("--results", required=True, type=Path)
	arguments = parser.parse_args()
	signal.signal(signal.SIGTERM, signal.default_int_handler)
	frappe.init(site=arguments.site)
	frappe.connect()
	try:
		results = run(chosen(os.environ.get("ONLY", "")), SCALES[os.environ.get("BENCHMARK_SCALE") or "full"])
	finally:
		frappe.destroy()
	report.write(arguments.results, results)
	sys.exit(0 if all(result["checks"] == "ok" for result in results.values()) else 1)


def benchmarks() -> dict[str, ModuleType]:
	"""Every benchmark by its name: the modules b<number>_….py of this folder, in the order of their numbers."""
	found = [name for _finder, name, _package in pkgutil.iter_modules(tests.benchmark.__path__)]
	modules = [
		importlib.import_module(f"tests.benchmark.{name}")
		for name in found
		if name[0] == "b" and name[1:].partition("_")[0].isdigit()
	]
	return {module.NAME: module for module in sorted(modules, key=lambda module: int(module.NAME[1:]))}


def chosen(only: str) -> list[ModuleType]:
	"""The benchmarks that ONLY names, without it all."""
	known = benchmarks()
	names = [name.strip().upper() for name in only.split(",") if name.strip()] or list(known)
	if unknown := [name for name in names if name not in known]:
		sys.exit(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(known)}.")
	return [known[name] for name in names]


def run(modules: list[ModuleType], scale: Scale) -> dict[str, dict]:
	"""Run benchmarks one after the other, print each result, and return them all by name."""
	results = {}
	for module in modules:
		surroundings = {**environment.describe(ROOT), "scale": scale.name}
		with own_queues():
			outcome = module.run(scale)
		say(report.as_text(module.NAME, module.TITLE, outcome, module.TARGETS))
		say("\n".join(f"{key}: {value}" for key, value in surroundings.items()) + "\n")
		results[module.NAME] = report.as_json(outcome, module.TARGETS, surroundings)
	return results


def say(text: str) -> None:
	print(f"\n{text}", flush=True)  # noqa: T201 - the terminal is where this command speaks


if __name__ == "__main__":
	main()
