"""Adapters: how a message reaches somebody, one file for each kind of channel, all behind one interface."""

from yumen_governance.time_limits.outbox.adapters.base import Adapter, Refused, Unreachable
from yumen_governance.time_limits.outbox.adapters.desk import Desk
from yumen_governance.time_limits.outbox.adapters.file import LocalFile
from yumen_governance.time_limits.outbox.adapters.mail import Mail
from yumen_governance.time_limits.outbox.adapters.robots import DingTalkRobot, WeComRobot
from yumen_governance.time_limits.outbox.adapters.sms import ShortMessage
from yumen_governance.time_limits.outbox.wishes import DESK, DINGTALK, EMAIL, FILE, SMS, WECOM

ADAPTERS: dict[str, type[Adapter]] = {
	DESK: Desk,
	EMAIL: Mail,
	SMS: ShortMessage,
	WECOM: WeComRobot,
	DINGTALK: DingTalkRobot,
	FILE: LocalFile,
}

__all__ = ["ADAPTERS", "Adapter", "Refused", "Unreachable", "adapter_of"]


def adapter_of(channel) -> Adapter:
	"""Return the adapter of a channel (a Notification Channel, or a row of one)."""
	return ADAPTERS[channel.kind](channel)
