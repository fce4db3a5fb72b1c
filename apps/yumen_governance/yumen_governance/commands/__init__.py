"""The app's own bench commands."""

from yumen_governance.commands.demo import load_governance_demo

commands = [load_governance_demo]
