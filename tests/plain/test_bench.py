"""The set-up's own rules, without a running bench."""

import os
import socket
import subprocess
import sys
import time

import pytest

from config.bench import frappe_source, processes, progress, services, system_packages, test_layers
from config.bench.settings import BenchError, Port


def test_taken_port_is_named_with_the_variable_that_moves_it():
	with socket.socket() as holder:
		holder.bind(("127.0.0.1", 0))
		holder.listen()
		port = Port("SOME_PORT", holder.getsockname()[1])
		with pytest.raises(BenchError, match=rf"{port.number}.*SOME_PORT="):
			services.require_free(port)


def test_free_port_is_accepted():
	with socket.socket() as probe:
		probe.bind(("127.0.0.1", 0))
		number = probe.getsockname()[1]
	services.require_free(Port("SOME_PORT", number))


@pytest.mark.parametrize("text", ["http", "0", "70000", "-1"])
def test_port_that_is_no_port_is_refused(monkeypatch, text):
	monkeypatch.setenv("SOME_PORT", text)
	with pytest.raises(BenchError, match="SOME_PORT"):
		_ = Port("SOME_PORT", 1).number


@pytest.mark.parametrize(
	("source", "expected"),
	[
		("https://example.org/frappe.git@version-15", ("https://example.org/frappe.git", "version-15")),
		("https://example.org/frappe.git", ("https://example.org/frappe.git", "")),
		("git@example.org:team/frappe.git", ("git@example.org:team/frappe.git", "")),
		("git@example.org:team/frappe.git@v15.1", ("git@example.org:team/frappe.git", "v15.1")),
	],
)
def test_reference_is_split_from_the_url(source, expected):
	assert frappe_source.split_reference(source) == expected


def test_folder_without_frappe_is_refused(tmp_path):
	with pytest.raises(BenchError, match="frappe/__init__.py"):
		frappe_source.copy(tmp_path)


@pytest.fixture
def app_folder(tmp_path, monkeypatch):
	"""A Frappe app folder beside the place that the bench would copy it to."""
	monkeypatch.setattr(frappe_source, "TREE", tmp_path / "apps/frappe")
	folder = tmp_path / "checkout"
	(folder / "frappe").mkdir(parents=True)
	(folder / "frappe/__init__.py").write_text("__version__ = '15.0.0'")
	(folder / "node_modules/left-pad").mkdir(parents=True)
	return folder


def test_folder_is_copied_without_what_tools_made(app_folder):
	frappe_source.fetch(str(app_folder))
	assert (frappe_source.TREE / "frappe/__init__.py").is_file()
	assert not (frappe_source.TREE / "node_modules").exists()
	assert not frappe_source.has_own_assets()
	assert not frappe_source.has_own_project()
	assert "config/node/realtime" in frappe_source.realtime_command()


def test_official_checkout_brings_its_own_tools(app_folder):
	for name in ("package.json", "pyproject.toml", "socketio.js"):
		(app_folder / name).touch()
	(app_folder / "esbuild").mkdir()
	frappe_source.fetch(str(app_folder))
	assert frappe_source.has_own_assets()
	assert frappe_source.has_own_project()
	assert frappe_source.realtime_command() == "node apps/frappe/socketio.js"


def test_changed_folder_is_copied_anew(app_folder):
	before = frappe_source.source_mark(str(app_folder))
	(app_folder / "frappe/__init__.py").write_text("__version__ = '15.0.1'")
	assert frappe_source.source_mark(str(app_folder)) != before


def test_chosen_source_is_remembered(monkeypatch, tmp_path):
	monkeypatch.setattr(frappe_source, "CHOICE", tmp_path / "frappe-source")
	monkeypatch.delenv("FRAPPE_SOURCE", raising=False)
	assert frappe_source.chosen_source() == frappe_source.WHEEL
	frappe_source.CHOICE.write_text("/some/checkout")
	assert frappe_source.chosen_source() == "/some/checkout"
	monkeypatch.setenv("FRAPPE_SOURCE", "wheel")
	assert frappe_source.chosen_source() == frappe_source.WHEEL


def test_only_marked_processes_are_ended():
	ours = sleeper({processes.MARK: processes.mark("start")})
	foreign = sleeper({processes.MARK: "start:/another/checkout"})
	try:
		assert ours.pid in processes.started_by("start")
		assert foreign.pid not in processes.started_by("start")
		assert ours.pid not in processes.started_by("test")
		processes.end([ours.pid], patience=5)
		assert ours.wait(timeout=5) < 0
		assert foreign.poll() is None
	finally:
		foreign.kill()


def test_server_is_known_by_the_data_that_it_works_in(tmp_path):
	server = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
	try:
		assert processes.works_below(server.pid, tmp_path.parent)
		assert not processes.works_below(server.pid, tmp_path / "other")
	finally:
		server.kill()
		server.wait()
	assert not processes.works_below(server.pid, tmp_path.parent)
	assert not processes.works_below(0, tmp_path.parent)


def test_process_that_ignores_the_request_is_killed():
	stubborn = subprocess.Popen(
		[
			sys.executable,
			"-c",
			"import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)",
		],
		stdout=subprocess.PIPE,
	)
	stubborn.stdout.readline()
	began = time.monotonic()
	processes.end([stubborn.pid], patience=0.5)
	assert stubborn.wait(timeout=5) == -9
	assert time.monotonic() - began < 5


def test_failed_command_shows_its_last_lines(monkeypatch, tmp_path):
	monkeypatch.setattr(progress, "LOGS", tmp_path)
	with pytest.raises(BenchError, match="no such luck"):
		progress.run(sys.executable, "-c", "raise SystemExit('no such luck')", log="luck")


def test_stamp_holds_until_its_inputs_change(monkeypatch, tmp_path):
	monkeypatch.setattr(progress, "STAMPS", tmp_path)
	progress.mark_done("step", "a")
	assert progress.done("step", "a")
	assert not progress.done("step", "b")
	progress.forget("step")
	assert not progress.done("step", "a")


def test_missing_packages_without_root_give_the_command(monkeypatch):
	monkeypatch.setattr(os, "geteuid", lambda: 1000)
	monkeypatch.setattr(system_packages.shutil, "which", lambda _: None)
	with pytest.raises(BenchError, match="sudo apt-get install .* redis-server"):
		system_packages.privilege(["redis-server"])


def test_missing_test_report_counts_as_a_failure(tmp_path):
	assert test_layers.count_of(tmp_path / "none.xml") == test_layers.Count(0, 1)


def test_report_is_counted(tmp_path):
	report = tmp_path / "report.xml"
	report.write_text('<testsuites><testsuite tests="5" failures="1" errors="1" skipped="1"/></testsuites>')
	assert test_layers.count_of(report) == test_layers.Count(2, 2)


def sleeper(environment: dict[str, str]) -> subprocess.Popen:
	return subprocess.Popen(["sleep", "60"], env={**os.environ, **environment})
