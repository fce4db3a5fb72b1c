"""What somebody used, told shortly from the header User-Agent."""

import re

BROWSERS = (
	("WeChat", r"MicroMessenger/(\d+)"),
	("Edge", r"Edg\w*/(\d+)"),
	("Firefox", r"Firefox/(\d+)"),
	("Chrome", r"Chrome/(\d+)"),
	("Safari", r"Version/(\d+).*Safari"),
)
SYSTEMS = (
	("HarmonyOS", "HarmonyOS"),
	("Android", "Android"),
	("iOS", "iPhone|iPad"),
	("Windows", "Windows"),
	("macOS", "Macintosh"),
	("Linux", "Linux"),
)
LONGEST = 60


def name_of_device(agent: str | None) -> str | None:
	"""Return browser and system, as `Chrome 120, Windows`; the beginning of an agent that tells neither."""
	if not agent:
		return None
	browser = next(
		(f"{name} {found.group(1)}" for name, sign in BROWSERS if (found := re.search(sign, agent))), None
	)
	system = next((name for name, sign in SYSTEMS if re.search(sign, agent)), None)
	return ", ".join(filter(None, (browser, system))) or agent[:LONGEST]
