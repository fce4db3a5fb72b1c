"""python3 -m config.bench start|stop|test|faults|benchmark|lint|clean   (the Makefile's targets)"""

import argparse
import os

from .commands import COMMANDS, run_marked
from .progress import fail
from .settings import ROOT, BenchError


def main() -> None:
	parser = argparse.ArgumentParser(prog="python3 -m config.bench", description=__doc__)
	parser.add_argument("command", choices=COMMANDS)
	command = parser.parse_args().command
	os.chdir(ROOT)
	if command in ("start", "test", "faults", "benchmark"):
		run_marked(command)
	try:
		COMMANDS[command]()
	except BenchError as error:
		fail(error)
	except KeyboardInterrupt:
		fail(BenchError("Interrupted; the next run goes on from here."))


if __name__ == "__main__":
	main()
