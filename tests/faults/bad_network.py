"""A network between a phone and the server: cut, slow, losing what is asked or answered, carrying it twice."""

import http.client
import random
import threading
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
API = "/api/method/yumen_governance.api.sync."
SECONDS_OF_THE_SERVER = 60


class BadNetwork:
	"""Carries requests to the server on a port of its own; what it does to those of the phone's sync can be changed.

	latency: seconds for each of them
	lost: share that never arrives, and as many again whose answers don't
	doubled: share that arrives twice
	"""

	def __init__(self, server: int):
		self.server, self.latency, self.lost, self.doubled, self.is_cut = server, 0.0, 0.0, 0.0, False
		self.seen: Counter[str] = Counter()
		self._carrier = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
		self._carrier.daemon_threads = True
		self.port: int = self._carrier.server_address[1]
		threading.Thread(target=self._carrier.serve_forever, daemon=True).start()

	def be_bad(self, latency: float, lost: float, doubled: float) -> None:
		"""Be bad from now on."""
		self.latency, self.lost, self.doubled = latency, lost, doubled

	def end(self) -> None:
		self._carrier.shutdown()
		self._carrier.server_close()

	def carried(self) -> int:
		"""How many requests of the phone's sync reached the server."""
		return sum(count for fate, count in self.seen.items() if fate != "lost")

	def fate(self, path: str) -> str:
		"""What becomes of a request: arrives, lost, unanswered or doubled."""
		if self.is_cut:
			return "lost"
		if not path.startswith(API):
			return "arrives"
		time.sleep(self.latency * random.uniform(0.5, 1.5))
		drawn = random.random()
		if drawn < 2 * self.lost:
			return "lost" if drawn < self.lost else "unanswered"
		return "doubled" if drawn < 2 * self.lost + self.doubled else "arrives"

	def asked(self, method: str, path: str, headers: dict, body: bytes) -> tuple[int, list, bytes]:
		"""Ask the server as the phone did."""
		connection = http.client.HTTPConnection("127.0.0.1", self.server, timeout=SECONDS_OF_THE_SERVER)
		connection.request(method, path, body, headers)
		answer = connection.getresponse()
		try:
			return answer.status, answer.getheaders(), answer.read()
		finally:
			connection.close()

	def carry(self, asking: BaseHTTPRequestHandler) -> None:
		"""Carry one request to the server, and the answer back."""
		body = asking.rfile.read(int(asking.headers.get("Content-Length") or 0))
		fate = self.fate(asking.path)
		if asking.path.startswith(API):
			self.seen[fate] += 1
		asking.close_connection = fate in ("lost", "unanswered")
		if fate == "lost":
			return
		for _time in range(2 if fate == "doubled" else 1):
			answer = self.asked(asking.command, asking.path, dict(asking.headers), body)
		if fate != "unanswered":
			with suppress(OSError):
				answered(asking, *answer)

	def _handler(self) -> type[BaseHTTPRequestHandler]:
		network = self

		class Carrier(BaseHTTPRequestHandler):
			protocol_version = "HTTP/1.1"

			def carry(self) -> None:
				network.carry(self)

			do_GET = do_POST = carry

			def log_message(self, *_arguments) -> None:
				"""Say nothing."""

		return Carrier


def answered(asking: BaseHTTPRequestHandler, status: int, headers: list, body: bytes) -> None:
	"""Answer as the server did."""
	asking.send_response_only(status)
	for name, value in headers:
		if name.lower() not in HOP_BY_HOP:
			asking.send_header(name, value)
	asking.send_header("Content-Length", str(len(body)))
	asking.end_headers()
	asking.wfile.write(body)
