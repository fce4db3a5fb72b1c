"""Robots of chat groups: WeCom and DingTalk webhooks."""

import base64
import hashlib
import hmac
import time

from frappe import _

from yumen_governance.time_limits.outbox.adapters.base import Refused, Unreachable
from yumen_governance.time_limits.outbox.adapters.http import HttpAdapter
from yumen_governance.time_limits.outbox.messages import Message

# Answers that mean: too many messages at the moment
WECOM_TOO_MANY = (45009, -1)
DINGTALK_TOO_MANY = (130101, 410100, -1)


class Robot(HttpAdapter):
	"""Posts a text to a group; the answer is 200 whatever became of it, and says so in errcode."""

	key_parameter = ""
	too_many: tuple[int, ...] = ()

	def send(self, message: Message) -> str | None:
		text = "\n".join(filter(None, (message.subject, message.text)))
		answer = self.post(
			{"msgtype": "text", "text": {"content": text}, **self.extra(message)}, self.parameters()
		)
		code = answer.get("errcode")
		if code in self.too_many:
			raise Unreachable(_("The robot answered {0}.").format(code))
		if code:
			raise Refused(_("The robot answered {0}.").format(f"{code} {answer.get('errmsg') or ''}"[:200]))

	def parameters(self) -> dict[str, str]:
		"""Return the query of the address: which robot, and who we are."""
		token = self.secret("token")
		return {self.key_parameter: token} if token else {}

	def extra(self, message: Message) -> dict:
		"""Return what the body holds beside the text."""
		return {}


class WeComRobot(Robot):
	"""A robot of a WeCom group."""

	key_parameter = "key"
	too_many = WECOM_TOO_MANY


class DingTalkRobot(Robot):
	"""A robot of a DingTalk group, with its signature when the channel has a secret."""

	key_parameter = "access_token"
	too_many = DINGTALK_TOO_MANY

	def parameters(self) -> dict[str, str]:
		secret = self.secret("secret")
		return {**super().parameters(), **(signature(secret, int(time.time() * 1000)) if secret else {})}

	def extra(self, message: Message) -> dict:
		return {"msgUuid": message.id}


def signature(secret: str, milliseconds: int) -> dict[str, str]:
	"""Return DingTalk's timestamp and sign: base64 of HMAC-SHA256 over time and secret, keyed with the secret.

	:param milliseconds: since 1970; the other side takes it for an hour
	"""
	text = f"{milliseconds}\n{secret}".encode()
	digest = hmac.new(secret.encode(), text, hashlib.sha256).digest()
	return {"timestamp": str(milliseconds), "sign": base64.b64encode(digest).decode()}
