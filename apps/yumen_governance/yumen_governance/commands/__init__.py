"""The app's own bench commands."""

from yumen_governance.commands.demo import load_governance_demo
from yumen_governance.commands.doctor import governance_doctor
from yumen_governance.commands.import_registry import import_registry
from yumen_governance.commands.rotate_keys import rotate_registry_keys, verify_access_log
from yumen_governance.commands.sweep import sweep_deadlines

commands = [
	load_governance_demo,
	governance_doctor,
	import_registry,
	rotate_registry_keys,
	sweep_deadlines,
	verify_access_log,
]
