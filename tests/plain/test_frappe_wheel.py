import zipfile
from pathlib import PurePosixPath

from config.bench import frappe_wheel


def test_names_are_restored_in_paths_and_texts(tmp_path):
	wheel = make_wheel(
		tmp_path,
		{
			"criscostack/utils/brik_helper.py": b"import criscostack  # CriscoStack, Criscoerp, BRIK",
			"criscostack/public/logo.png": b"criscostack\xff",
			"criscostack/translations/de.csv": b"Fabrik,Criscostack",
			"criscostack/.DS_Store": b"x",
			"criscostack-1.0.0.dist-info/METADATA": b"x",
		},
	)
	assert frappe_wheel.restore(wheel, tmp_path / "frappe") == 3
	tree = tmp_path / "frappe/frappe"
	assert (tree / "utils/bench_helper.py").read_text() == "import frappe  # Frappe, ERPNext, BENCH"
	assert (tree / "public/logo.png").read_bytes() == b"criscostack\xff"
	assert (tree / "translations/de.csv").read_text() == "Fabrik,Frappe"


def test_restoring_again_replaces_what_stood_there(tmp_path):
	wheel = make_wheel(tmp_path, {"criscostack/a.py": b"1"})
	(tmp_path / "frappe").mkdir()
	(tmp_path / "frappe/left-over.py").touch()
	(tmp_path / ".frappe.partial").mkdir()
	frappe_wheel.restore(wheel, tmp_path / "frappe")
	assert not (tmp_path / "frappe/left-over.py").exists()
	assert not (tmp_path / ".frappe.partial").exists()


def test_line_ends_and_undecodable_text_stay_as_they_are():
	path = PurePosixPath("criscostack/a.txt")
	assert frappe_wheel.restored_content(path, b"criscostack\r\n") == b"frappe\r\n"
	assert frappe_wheel.restored_content(path, b"\xff\xfecriscostack") == b"\xff\xfecriscostack"


def make_wheel(folder, files: dict[str, bytes]):
	wheel = folder / "framework.whl"
	with zipfile.ZipFile(wheel, "w") as archive:
		for name, content in files.items():
			archive.writestr(name, content)
	return wheel
