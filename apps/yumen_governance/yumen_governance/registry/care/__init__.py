"""Records of special groups: help first, seen by those who help, made anonymous after the end.

Five DocTypes with one base (record.py); each has its officers (permissions/care.py) and its own fields and code
lists (`<doctype>_shape.py`).
"""
