"""Which functions are the API: the whitelisted ones of `api/` that aren't in place of one of the framework's."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

import frappe

from yumen_governance import api, hooks


@dataclass(frozen=True)
class Endpoint:
	"""A function that is called over HTTP; `is_open` needs no session."""

	function: Callable
	module: ModuleType
	verbs: tuple[str, ...]
	is_open: bool

	@property
	def room(self) -> str:
		"""The name of its module."""
		return self.module.__name__.rpartition(".")[2]

	@property
	def name(self) -> str:
		"""Module and function, which is unique."""
		return f"{self.room}.{self.function.__name__}"

	@property
	def path(self) -> str:
		"""Where it is called."""
		return f"/api/method/{self.module.__name__}.{self.function.__name__}"

	@property
	def signature(self) -> inspect.Signature:
		"""Its arguments, behind all decorators."""
		return inspect.signature(self.function)


def endpoints() -> Iterator[Endpoint]:
	"""Find the functions of the API, by module and in the order in which they are written."""
	stock = set((hooks.override_whitelisted_methods | hooks.standard_queries).values())
	for name in sorted(module.name for module in pkgutil.iter_modules(api.__path__) if not module.ispkg):
		module = importlib.import_module(f"{api.__name__}.{name}")
		for function in _functions(module):
			if f"{module.__name__}.{function.__name__}" not in stock:
				verbs = tuple(frappe.allowed_http_methods_for_whitelisted_func[function])
				yield Endpoint(function, module, verbs, function in frappe.guest_methods)


def _functions(module: ModuleType) -> list[Callable]:
	found = [value for value in vars(module).values() if inspect.isfunction(value)]
	return [
		function
		for function in found
		if function.__module__ == module.__name__ and function in frappe.whitelisted
	]
