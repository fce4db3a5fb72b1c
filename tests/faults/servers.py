"""The servers of this checkout's bench: killed, emptied and started again, each by its own process in its own data."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis

from tests.faults.processes import ROOT

sys.path.insert(0, str(ROOT))

from config.bench import services
from config.bench.settings import own_database


class Server:
	"""One of the services that the bench started; others are never touched."""

	def __init__(self, name: str):
		known = {service.name: service for service in services.configured()}
		assert name in known, f"{name} isn't the bench's own: it is left alone."
		self.service = known[name]

	@property
	def port(self) -> int:
		return self.service.port.number

	def kill(self) -> None:
		"""Kill it without a word."""
		os.kill(self.service.pid(), signal.SIGKILL)
		while services.answers(self.port):
			time.sleep(0.05)

	def start(self) -> None:
		"""Start it again on the data that it left."""
		services.start(self.service)

	@contextmanager
	def dead(self) -> Iterator[None]:
		"""Have it killed, and started again at the end of the block."""
		self.kill()
		try:
			yield
		finally:
			self.start()


class Redis(Server):
	def flush(self) -> None:
		"""Empty it."""
		self.client().flushall()

	def client(self) -> redis.Redis:
		return redis.Redis(port=self.port)


def database() -> Server:
	assert own_database(), "The database isn't the bench's own: it is left alone."
	return Server("mariadb")
