"""A scheduler of one site alone: what `bench schedule` does for every site, every so many seconds.

python -m tests.faults.ticking SITE SECONDS      (from sites/)
"""

import sys
import time

from frappe.utils.scheduler import enqueue_events_for_site


def main(site: str, seconds: float) -> None:
	while True:
		enqueue_events_for_site(site)
		time.sleep(seconds)


if __name__ == "__main__":
	main(sys.argv[1], float(sys.argv[2]))
