"""Sealing: sensitive values of a record, encrypted at rest, found again by a keyed index, shown masked.

A record keeps its sensitive values together in one envelope (field `sealed`); the field of each value
holds only its mask, so that no list, report, export or log of the framework can tell more. SM4 (GB/T 32907) in
GCM mode encrypts, SM3 (GB/T 32905) as HMAC makes the index; the keys lie in a file outside the database.
"""
