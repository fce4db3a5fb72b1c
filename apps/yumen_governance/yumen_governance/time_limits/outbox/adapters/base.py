"""What every adapter is, and how it says that a message did not go."""

from yumen_governance.time_limits.outbox.messages import Message


class Refused(Exception):
	"""The message will not be taken, however often it is sent."""


class Unreachable(Exception):
	"""The message may be taken later.

	seconds: how long the other side asked to wait
	everybody: the whole channel is concerned, not this message alone
	"""

	def __init__(self, reason: str, seconds: int | None = None, everybody: bool = True):
		super().__init__(reason)
		self.seconds, self.everybody = seconds, everybody


class Adapter:
	"""Delivers messages of one channel.

	`in_database`: the effect is rows of this database, written in the transaction that marks the deliveries: exactly
	once. Others deliver at least once, and hand on the message's id, by which the other side knows a repetition.
	"""

	in_database = False
	# Deliveries of one transaction (`in_database`) or lease
	batch = 50

	def __init__(self, channel):
		self.channel = channel

	def send(self, message: Message) -> str | None:
		"""Deliver one message; return the id that the other side gave it, if any.

		:raises Refused: for good
		:raises Unreachable: for now
		"""
		raise NotImplementedError

	def send_many(self, messages: list[Message]) -> None:
		"""Deliver messages within the transaction (`in_database`)."""
		for message in messages:
			self.send(message)

	def after_commit(self, messages: list[Message]) -> None:
		"""Do what must not be part of the transaction (`in_database`)."""

	def check(self, channel) -> None:
		"""Refuse a channel that can't work, when it is saved."""
