"""By which channels messages go out at first, and what they say."""

import json
from pathlib import Path

from yumen_governance.seed import ensure
from yumen_governance.time_limits.doctype.message_template.message_template import name_of
from yumen_governance.time_limits.outbox.wishes import DESK, DINGTALK, EMAIL, SMS, WECOM

DATA = Path(__file__).parent / "data"
TEMPLATES = "message_templates.json"
TO_THE_GROUP = ("Joint Action", "No Answer", "Emergency", "Overdue", "Escalated", "Supervision Order")
# channel: kind, in use from the beginning, address, what there is to do
CHANNELS = {
	"站内消息": (DESK, 1, None, "登录平台的人员即时可见。"),
	"电子邮件": (EMAIL, 0, None, "请先在“邮箱账户”中设置默认发件邮箱，再启用。"),
	"短信": (SMS, 0, None, "请填写短信网关的地址和密钥，发送测试消息成功后启用。"),
	"企业微信群": (
		WECOM,
		0,
		"https://qyapi.weixin.qq.com/cgi-bin/webhook/send",
		"请填写群机器人的密钥（key），发送测试消息成功后启用。",
	),
	"钉钉群": (
		DINGTALK,
		0,
		"https://oapi.dingtalk.com/robot/send",
		"请填写群机器人的密钥（access_token）和加签密钥，发送测试消息成功后启用。",
	),
}
SIGNATURE = "【玉门市社会治理中心】"
SETTINGS = {"keep_days": 30, "keep_dead_days": 180}


def seed() -> None:
	"""Make the channels, of which only the desk is in use, the templates of every kind of message, and the settings."""
	ensure("Message Settings", "Message Settings", SETTINGS)
	for name, channel in CHANNELS.items():
		ensure("Notification Channel", name, _channel(name, *channel))
	for row in json.loads((DATA / TEMPLATES).read_text(encoding="utf-8")):
		name = name_of(row["event_type"], row["channel_kind"])
		ensure("Message Template", name, {**row, "is_active": 1})


def _channel(name: str, kind: str, is_active: int, address: str | None, description: str) -> dict:
	values = {"channel_name": name, "kind": kind, "is_active": is_active, "description": description}
	if address:
		messages = [{"event_type": event_type} for event_type in TO_THE_GROUP]
		values |= {"address": address, "messages": messages}
	return {**values, "signature": SIGNATURE} if kind == SMS else values
