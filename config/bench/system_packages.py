"""The Debian or Ubuntu packages that the bench stands on, installed through apt."""

import os
import shutil
import subprocess

from .progress import run, step
from .settings import BenchError

# A program that shows the package is there, and the package.
PROGRAMS = {
	"mariadbd": "mariadb-server",
	"mariadb-install-db": "mariadb-server",
	"redis-server": "redis-server",
	"node": "nodejs",
	"npm": "npm",
	"git": "git",
	"gcc": "build-essential",
	"pkg-config": "pkg-config",
	"wkhtmltopdf": "wkhtmltopdf",
}
LIBRARIES = (
	"python3-venv",
	"python3-dev",
	"fonts-noto-cjk",
	"libcairo2",
	"libpango-1.0-0",
	"libpangoft2-1.0-0",
)
# What the stories of the tests need: the browser that CHROMIUM may name instead, and pictures of printed pages.
BROWSER = {"chromium": "chromium"}
PAGES = {"pdftoppm": "poppler-utils"}


def install(with_browser: bool = False) -> None:
	"""Install what is missing through apt as root or by sudo.

	Raises BenchError with the command to type when neither is possible.
	"""
	missing = missing_packages(with_browser)
	if not missing:
		return
	with step(f"Debian packages: {', '.join(missing)}"):
		prefix = privilege(missing)
		environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
		run(*prefix, "apt-get", "update", log="apt", env=environment)
		run(
			*prefix,
			"apt-get",
			"install",
			"-y",
			"--no-install-recommends",
			*missing,
			log="apt",
			env=environment,
		)


def missing_packages(with_browser: bool) -> list[str]:
	programs = PROGRAMS | (PAGES if with_browser else {})
	if with_browser and not os.environ.get("CHROMIUM"):
		programs |= BROWSER
	missing = {package for program, package in programs.items() if not find_program(program)}
	return sorted(missing | {package for package in LIBRARIES if not is_installed(package)})


def find_program(name: str) -> str | None:
	return shutil.which(name, path=f"{os.environ.get('PATH', os.defpath)}:/usr/local/sbin:/usr/sbin:/sbin")


def is_installed(package: str) -> bool:
	query = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], capture_output=True, text=True)
	return query.stdout.endswith("install ok installed")


def privilege(missing: list[str]) -> list[str]:
	if os.geteuid() == 0:
		return []
	if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
		return ["sudo", "-n"]
	if shutil.which("sudo") and os.isatty(0):
		subprocess.run(["sudo", "-v"], check=False)
		return ["sudo"]
	raise BenchError(
		"These Debian packages are missing and need root to install. Type this, then start again:\n\n"
		f"  sudo apt-get install -y --no-install-recommends {' '.join(missing)}"
	)
