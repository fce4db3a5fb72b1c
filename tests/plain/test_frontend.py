"""The front end's sources and built files: types as the DocTypes are, and light enough for an old phone."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "apps/yumen_governance"
FRONTEND, BUILT = APP / "frontend", APP / "yumen_governance/public/frontend"
KILOBYTE = 1024
# JavaScript, compressed, that the first screen waits for; and all the styles
FIRST_LOAD = {"portal": 250 * KILOBYTE, "grid": 450 * KILOBYTE}
STYLES = 30 * KILOBYTE
LONGEST = {".vue": 250, ".ts": 150}
DOORS = sorted(FIRST_LOAD)


def test_types_are_as_the_doctypes_are():
	command = [sys.executable, FRONTEND / "tools/doctype_types.py", "--check"]
	assert subprocess.run(command).returncode == 0, "Run: python3 tools/doctype_types.py"


@pytest.mark.parametrize("door", DOORS)
def test_first_load_is_light(door):
	manifest = json.loads((BUILT / door / "manifest.json").read_text())
	entry = next(name for name, chunk in manifest.items() if chunk.get("isEntry"))
	chunks = [entry]
	for name in chunks:
		chunks += [other for other in manifest[name].get("imports", ()) if other not in chunks]
	assert compressed(door, [manifest[name]["file"] for name in chunks]) <= FIRST_LOAD[door]
	assert compressed(door, [file for name in chunks for file in manifest[name].get("css", ())]) <= STYLES


def compressed(door: str, files: list[str]) -> int:
	"""Return how many bytes these files are when they travel."""
	return sum(len(gzip.compress((BUILT / door / file).read_bytes(), 6)) for file in dict.fromkeys(files))


@pytest.mark.parametrize("door", DOORS)
def test_app_can_be_installed_on_a_phone(door):
	manifest = json.loads((BUILT / door / "app.webmanifest").read_text())
	assert (manifest["start_url"], manifest["scope"]) == (f"/{door}", f"/{door}")
	assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
	for icon in manifest["icons"]:
		assert (APP / "yumen_governance/public" / icon["src"].split("/", 3)[3]).is_file()
	assert "precache" in (BUILT / door / "sw.js").read_text()


def test_components_are_small():
	for path in (path for kind in LONGEST for path in (FRONTEND / "src").rglob(f"*{kind}")):
		if path.name != "doctypes.ts":
			assert len(path.read_text().splitlines()) <= LONGEST[path.suffix], path


def test_only_data_files_know_addresses():
	"""Pages ask through the file of their feature; what they may do is the server's answer."""
	for path in (FRONTEND / "src").rglob("*.vue"):
		assert "/api/" not in path.read_text(), path
