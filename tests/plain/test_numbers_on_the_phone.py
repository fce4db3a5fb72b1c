"""What the phone says of numbers while they are typed is what the server says of them."""

import json
import subprocess
from datetime import date
from pathlib import Path

from yumen_governance.registry.identifiers import id_problem, phone_problem, uscc_problem, with_check_digit

FRONTEND = Path(__file__).parents[2] / "apps/yumen_governance/frontend"
TODAY = date(2026, 11, 23)
# The phone's neighbours, as far as it asks them: the day, and words as they are in the source
NEIGHBOURS = {
	"moments": 'export const today = () => "2026-11-23";',
	"translation": "export const __ = (source) => source;",
}
BODY = "99000019900101001"
IDS = (
	"11010519491231002X",
	"440524188001010014",
	with_check_digit(BODY),
	with_check_digit(BODY)[:-1] + ("0" if with_check_digit(BODY)[-1] != "0" else "1"),
	"110105194912310021",
	with_check_digit("11010519490231002"),
	with_check_digit("11010520490231002"),
	with_check_digit("11010520270101002"),
	"1101051949123100",
	"11010519491231002Y",
	"",
)
CODES = (
	"91350100M000100Y43",
	"91350100M000100Y44",
	"91350100M000100S43",
	"91350100M000100",
	"9135010AM000100Y43",
)
PHONES = ("19900001234", "0937-3331234", "4008001234", "12900001234", "3331234", "1990000123", "abc")

LINES = (
	"42 11010519491231002X",
	"7\n\n1101 0519491231 002X",
	"110105194912310021",
	"1101051949123100211",
	"1101605194912310021\n12345",
	"1234567890",
	"",
)


def read(tmp_path: Path, reader: str, numbers: tuple[str, ...]) -> list[dict]:
	"""Let the phone's own code read numbers."""
	for name, text in NEIGHBOURS.items():
		(tmp_path / f"{name}.js").write_text(text)
	wanted = json.dumps(numbers)
	(tmp_path / "ask.ts").write_text(
		f'import {{ {reader} as read }} from "{FRONTEND}/src/registry/numbers.ts";\n'
		f"console.log(JSON.stringify({wanted}.map(read)));\n"
	)
	built = tmp_path / "ask.mjs"
	aliases = [f"--alias:@/shell/{name}={tmp_path}/{name}.js" for name in NEIGHBOURS]
	esbuild = FRONTEND / "node_modules/.bin/esbuild"
	command = [esbuild, tmp_path / "ask.ts", "--bundle", "--format=esm", f"--outfile={built}", *aliases]
	subprocess.run(command, check=True, capture_output=True, cwd=FRONTEND)
	told = subprocess.run(["node", built], check=True, capture_output=True, text=True)
	return json.loads(told.stdout)


def test_citizen_ids(tmp_path):
	for number, told in zip(IDS, read(tmp_path, "readIdNumber", IDS), strict=True):
		assert bool(told.get("problem")) == bool(id_problem(number, TODAY)), number


def test_what_a_sound_id_tells(tmp_path):
	(told,) = read(tmp_path, "readIdNumber", ("11010519491231002x",))
	assert (told["number"], told["birth_date"], told["sex"]) == ("11010519491231002X", "1949-12-31", "2")
	assert "hint" not in told


def test_old_number_of_15_digits_is_refused_and_a_strange_region_is_a_hint(tmp_path):
	old, strange = read(tmp_path, "readIdNumber", ("990000491231002", with_check_digit(BODY)))
	assert "15" in old["problem"]
	assert strange["hint"] and "problem" not in strange


def test_codes_of_organizations(tmp_path):
	for code, told in zip(CODES, read(tmp_path, "readUscc", CODES), strict=True):
		assert bool(told.get("problem")) == bool(uscc_problem(code)), code


def test_telephone_numbers(tmp_path):
	for number, told in zip(PHONES, read(tmp_path, "readPhone", PHONES), strict=True):
		assert bool(told.get("problem")) == bool(phone_problem(number)), number


def test_citizen_id_among_what_a_camera_read(tmp_path):
	found = [(told or {}).get("number") for told in read(tmp_path, "idNumberAmong", LINES)]
	assert found == ["11010519491231002X", "11010519491231002X", "110105194912310021", None, None, None, None]
