"""A gateway of the tests: a real HTTP server on this machine that remembers what it got and answers as told."""

import json
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class Gateway:
	"""Use as a context manager; `answers` are given one after the other, the last one from then on."""

	def __init__(self, *answers: tuple[int, dict], seconds: float = 0):
		self.answers, self.seconds = list(answers) or [(200, {})], seconds
		self.headers: dict[str, str] = {}
		self.requests: list[dict] = []

	def __enter__(self) -> "Gateway":
		self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
		threading.Thread(target=self.server.serve_forever, daemon=True).start()
		return self

	def __exit__(self, *exception) -> None:
		self.server.shutdown()
		self.server.server_close()

	@property
	def host(self) -> str:
		return f"127.0.0.1:{self.server.server_port}"

	@property
	def address(self) -> str:
		return f"http://{self.host}/send"

	def answer(self) -> tuple[int, dict]:
		return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _handler(gateway: Gateway):
	class Handler(BaseHTTPRequestHandler):
		def do_POST(self):
			body = self.rfile.read(int(self.headers["Content-Length"]))
			parts = urlsplit(self.path)
			query = {name: values[0] for name, values in parse_qs(parts.query).items()}
			request = {"path": parts.path, "query": query, "headers": dict(self.headers)}
			gateway.requests.append({**request, "body": json.loads(body)})
			time.sleep(gateway.seconds)
			status, answer = gateway.answer()
			text = json.dumps(answer).encode()
			self.send_response(status)
			for name, value in {**gateway.headers, "Content-Length": str(len(text))}.items():
				self.send_header(name, value)
			self.end_headers()
			with suppress(BrokenPipeError):  # who asked has stopped waiting
				self.wfile.write(text)

		def log_message(self, *args):
			pass

	return Handler
