"""The result as a table for people and as JSON for programs."""

import json
from pathlib import Path

from .outcome import Outcome
from .ratios import Target, short


def as_json(outcome: Outcome, targets: dict[str, Target], environment: dict[str, object]) -> dict:
	"""One benchmark's result: each measure by its name, with what it should reach and whether it does."""
	return {
		**{name: round(measure.value, 4) for name, measure in outcome.measures.items()},
		"checks": "; ".join(outcome.wrong) or "ok",
		"void": outcome.void,
		"targets": {name: str(target) for name, target in targets.items()},
		"met": met(outcome, targets),
		"intervals": {
			name: [round(measure.low, 4), round(measure.high, 4)]
			for name, measure in outcome.measures.items()
		},
		"milliseconds": {
			title: {arm: round(comparison.milliseconds(arm), 4) for arm in comparison.seconds}
			for title, comparison in outcome.comparisons.items()
		},
		"likeness": {
			title: round(comparison.likeness.value, 4) for title, comparison in outcome.comparisons.items()
		},
		"facts": outcome.facts,
		"environment": environment,
	}


def met(outcome: Outcome, targets: dict[str, Target]) -> dict[str, bool]:
	"""Whether the unfavourable end of each measure's interval reaches its target."""
	return {
		name: name in outcome.measures and target.met_by(outcome.measures[name])
		for name, target in targets.items()
	}


def write(path: Path, results: dict[str, dict]) -> None:
	"""Put results into the file beside those of benchmarks that did not run this time."""
	path.parent.mkdir(exist_ok=True)
	before = json.loads(path.read_text()) if path.is_file() else {}
	partial = path.with_suffix(".partial")
	partial.write_text(json.dumps({**before, **results}, indent=1, ensure_ascii=False) + "\n")
	partial.rename(path)


def as_text(name: str, title: str, outcome: Outcome, targets: dict[str, Target]) -> str:
	"""Two tables: the measures against their targets, and the times behind them."""
	reached = met(outcome, targets)
	measures = [
		(
			key,
			short(measure.value),
			f"{short(measure.low)} .. {short(measure.high)}",
			*_verdict(key, targets, reached),
		)
		for key, measure in outcome.measures.items()
	]
	times = [
		(
			title,
			", ".join(f"{arm} {short(comparison.milliseconds(arm))}" for arm in comparison.seconds),
			short(comparison.likeness.value) + (" VOID" if comparison.is_void else ""),
		)
		for title, comparison in outcome.comparisons.items()
	]
	return "\n\n".join(
		[
			f"{name}  {title}",
			table(("measure", "median", "95 % interval", "target", "met"), measures),
			table(("comparison", "milliseconds", "A/A"), times),
			"\n".join(f"{key}: {value}" for key, value in outcome.facts.items()),
			f"checks: {'; '.join(outcome.wrong) or 'ok'}",
		]
	)


def _verdict(key: str, targets: dict[str, Target], reached: dict[str, bool]) -> tuple[str, str]:
	return (str(targets[key]), "yes" if reached[key] else "NO") if key in targets else ("", "")


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
	"""Columns as wide as their widest cell."""
	widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
	lines = [head, tuple("-" * width for width in widths), *rows]
	return "\n".join(
		"  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
		for line in lines
	)
