"""Benchmarks: the product against stock Frappe and against raw SQL, in one run on one machine; docs/benchmarks.md."""
