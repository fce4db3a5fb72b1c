"""bench --site … rotate-registry-keys [--retire-old], and verify-access-log"""

import time
from contextlib import contextmanager

import click
import frappe
from frappe.commands import get_site, pass_context


@click.command("rotate-registry-keys")
@click.option(
	"--retire-old", is_flag=True, help="Remove older keys when nothing is sealed with them any more."
)
@pass_context
def rotate_registry_keys(context, retire_old: bool):
	"""Seal the registry's sensitive values with a new key; continues a rotation that was interrupted."""
	with _site(context):
		key = _reseal()
		_rebuild_search_keys()
		if retire_old:
			_retire(key)
		elif _older(key):
			click.echo("Older keys are still held. Back up the key file, then run again with --retire-old.")


@click.command("verify-access-log")
@pass_context
def verify_access_log(context):
	"""Look whether a row of the Sensitive Access Log was changed, added or removed; exit with 1 if so."""
	from yumen_governance.registry.doctype.sensitive_access_log import chain

	with _site(context):
		found = list(chain.breaks())
		for broken in found:
			place = f" (row {broken.row})" if broken.row else ""
			click.echo(f"chain {broken.chain}, place {broken.sequence}{place}: {broken.reason}")
		click.echo("The access log is broken." if found else "The access log is whole.")
	if found:
		raise SystemExit(1)


@contextmanager
def _site(context):
	frappe.init(site=get_site(context))
	frappe.connect()
	try:
		yield
	finally:
		frappe.destroy()


def _reseal():
	from yumen_governance.registry.sealing import rotation

	key = rotation.begin()
	left, failed = rotation.outdated(key), {}
	click.echo(f"Key version {key.version} seals; {sum(left.values())} records to seal anew.")
	done: dict[str, int] = {}
	for step in rotation.steps(key):
		frappe.db.commit()
		done[step.doctype] = done.get(step.doctype, 0) + step.read
		failed.update({(step.doctype, name): why for name, why in step.failed.items()})
		click.echo(
			f"  {step.doctype}: {done[step.doctype]} of {max(left.get(step.doctype, 0), done[step.doctype])}"
		)
	for (doctype, name), why in failed.items():
		click.echo(f"  not sealed anew: {doctype} {name}: {why}")
	return key


def _rebuild_search_keys() -> None:
	from yumen_governance.registry import search_keys

	after, batches = "", 0
	while after is not None:
		after = search_keys.rebuild(after)
		frappe.db.commit()
		batches += 1
	click.echo(f"Search keys are rebuilt, in {batches} steps.")


def _retire(key) -> None:
	from yumen_governance.registry.sealing import keyring, rotation

	if not _older(key):
		click.echo("There are no older keys.")
		return
	if wait := rotation.seconds_to_wait():
		click.echo(f"Waiting {wait} seconds for requests that began with the older key.")
		time.sleep(wait)
	for _step in rotation.steps(key):
		frappe.db.commit()
	try:
		retired = rotation.retire_older(key)
	except keyring.KeyringError as error:
		raise click.ClickException(str(error)) from None
	frappe.db.commit()
	click.echo(f"Retired key versions: {', '.join(map(str, retired))}.")


def _older(key) -> list[int]:
	from yumen_governance.registry.sealing import keyring

	return [version for version in sorted(keyring.keys()) if version != key.version]
