"""The contract of the API: an OpenAPI document made of the functions of `api/`, their types and their docstrings.

Nobody writes it by hand, so it can't say anything else than the code. It is served at `/api/openapi.json`.
"""
