"""Text messages by the HTTP interface of a gateway: a JSON body whose field names the channel says."""

from frappe import _

from yumen_governance.time_limits.outbox.adapters.base import Refused
from yumen_governance.time_limits.outbox.adapters.http import HttpAdapter
from yumen_governance.time_limits.outbox.messages import Message


class ShortMessage(HttpAdapter):
	"""Posts phone number, text and id; a secret goes along as a bearer token."""

	def send(self, message: Message) -> str | None:
		channel = self.channel
		if not message.address:
			raise Refused(_("There is no phone number."))
		answer = self.post(
			{
				**self.fixed(),
				channel.phone_parameter or "mobile": message.address,
				channel.text_parameter or "content": f"{channel.signature or ''}{message.text}",
				channel.id_parameter or "msg_id": message.id,
			},
			headers=self.headers(message),
		)
		return str(answer.get("id") or answer.get("msg_id") or "") or None

	def headers(self, message: Message) -> dict[str, str]:
		"""Return who we are, and the id by which the gateway knows a repetition."""
		token = self.secret("token")
		known = {"Idempotency-Key": message.id}
		return {**known, "Authorization": f"Bearer {token}"} if token else known

	def fixed(self) -> dict[str, str]:
		"""Return the fields that are the same in each message: lines of name=value."""
		lines = (line.partition("=") for line in (self.channel.fixed_parameters or "").splitlines())
		return {name.strip(): value.strip() for name, _sign, value in lines if name.strip()}
