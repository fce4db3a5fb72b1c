"""Keys, envelopes, indexes and masks."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import frappe
from frappe.tests.utils import FrappeTestCase

from yumen_governance.registry.sealing import keyring
from yumen_governance.registry.sealing.blind_index import blind, blind_all
from yumen_governance.registry.sealing.envelope import EnvelopeError, seal, unseal
from yumen_governance.registry.sealing.masks import (
	mask_address,
	mask_id_number,
	mask_name,
	mask_phone,
)

VALUES = {"id_number": "99000019900101123X", "phone": "19900001234"}


class SealingTestCase(FrappeTestCase):
	"""Each test has keys of its own."""

	def setUp(self):
		super().setUp()
		folder = TemporaryDirectory()
		self.addCleanup(folder.cleanup)
		self.keys = Path(folder.name) / "keys.json"
		conf = patch.dict(frappe.local.conf, {"registry_keys_path": str(self.keys)})
		conf.start()
		self.addCleanup(conf.stop)
		with patch.object(keyring, "sealed_doctypes", list):
			keyring.ensure()


class TestKeyring(SealingTestCase):
	def test_keys_are_readable_by_their_owner_only(self):
		self.assertEqual(self.keys.stat().st_mode & 0o777, 0o600)

	def test_keys_are_made_once(self):
		before = self.keys.read_bytes()
		self.assertFalse(keyring.ensure())
		self.assertEqual(self.keys.read_bytes(), before)

	def test_lost_keys_are_not_replaced_by_new_ones_while_something_is_sealed(self):
		self.keys.unlink()
		with (
			patch.object(keyring, "sealed_doctypes", lambda: ["Resident"]),
			patch("frappe.db.exists", lambda *_: True),
			self.assertRaises(keyring.KeyringError),
		):
			keyring.ensure()
		self.assertFalse(self.keys.exists())

	def test_newest_key_seals_and_older_ones_still_open(self):
		sealed = seal("Resident", "r1", VALUES)
		keyring.add_version()
		self.assertEqual(unseal("Resident", "r1", sealed), VALUES)
		self.assertTrue(seal("Resident", "r1", VALUES).startswith("2:"))

	def test_current_key_is_not_retired(self):
		with self.assertRaises(keyring.KeyringError):
			keyring.retire(1)

	def test_retired_key_opens_nothing(self):
		sealed = seal("Resident", "r1", VALUES)
		keyring.add_version()
		keyring.retire(1)
		with self.assertRaises(EnvelopeError):
			unseal("Resident", "r1", sealed)

	def test_key_of_the_access_log_outlives_every_rotation(self):
		before = keyring.log_key()
		keyring.add_version()
		keyring.retire(1)
		self.assertEqual((keyring.log_key(), len(before)), (before, keyring.LOG_BYTES))

	def test_file_of_before_the_access_log_is_given_its_key_and_keeps_the_others(self):
		rows = json.loads(self.keys.read_text())
		del rows["log"]
		self.keys.write_text(json.dumps(rows))
		held = keyring.keys()
		self.assertEqual(keyring.log_key(), keyring.log_key())
		self.assertEqual(keyring.keys(), held)

	def test_damaged_file_says_what_to_do(self):
		for damage in ("", "{", '{"keys": [{}]}', '{"keys": [{"version": 1, "seal": "!", "index": 5}]}'):
			self.keys.write_text(damage)
			frappe.local.registry_keys = None
			with self.subTest(damage), self.assertRaises(keyring.KeyringError) as caught:
				keyring.keys()
			self.assertIn(self.keys.name, str(caught.exception))


class TestEnvelope(SealingTestCase):
	def test_text_tells_nothing_of_the_values(self):
		sealed = seal("Resident", "r1", VALUES)
		self.assertFalse(any(value in sealed for value in VALUES.values()))

	def test_same_values_never_give_the_same_text(self):
		self.assertNotEqual(seal("Resident", "r1", VALUES), seal("Resident", "r1", VALUES))

	def test_nothing_to_keep_makes_no_envelope(self):
		self.assertIsNone(seal("Resident", "r1", {"phone": ""}))
		self.assertEqual(unseal("Resident", "r1", None), {})

	def test_envelope_of_one_record_does_not_open_on_another(self):
		with self.assertRaises(EnvelopeError):
			unseal("Resident", "r2", seal("Resident", "r1", VALUES))

	def test_changed_text_is_refused(self):
		sealed = seal("Resident", "r1", VALUES)
		for broken in (sealed[:-4] + "AAA=", sealed[2:], "1:", "1:!", "9" + sealed[1:]):
			with self.subTest(broken[:8]), self.assertRaises(EnvelopeError):
				unseal("Resident", "r1", broken)

	def test_cipher_is_sm4_of_the_standard(self):
		from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

		key = bytes.fromhex("0123456789abcdeffedcba9876543210")
		encryptor = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()
		self.assertEqual(encryptor.update(key).hex(), "681edf34d206965e86b3e94f536e4246")


class TestBlindIndex(SealingTestCase):
	def test_equal_values_meet_and_kinds_do_not(self):
		self.assertEqual(blind("phone", "19900001234"), blind("phone", "19900001234"))
		self.assertNotEqual(blind("phone", "19900001234"), blind("id_number", "19900001234"))

	def test_another_site_has_another_index(self):
		first = blind("phone", "19900001234")
		rows = json.loads(self.keys.read_text())
		rows["keys"][0]["index"] = "A" * 43 + "="
		self.keys.write_text(json.dumps(rows))
		self.assertNotEqual(blind("phone", "19900001234"), first)

	def test_during_a_rotation_both_indexes_find(self):
		old = blind("phone", "19900001234")
		keyring.add_version()
		self.assertEqual(set(blind_all("phone", "19900001234")), {old, blind("phone", "19900001234")})


class TestMasks(FrappeTestCase):
	def test_masks_show_what_the_standard_allows(self):
		for mask, text, shown in (
			(mask_name, "张小明", "张**"),
			(mask_id_number, "990000199001011234", "990000********1234"),
			(mask_id_number, "E12345678", "*****5678"),
			(mask_phone, "19900001234", "199****1234"),
			(mask_phone, "0937-3331234", "093*****1234"),
			(mask_address, "玉门市玉关路社区金诚小区3号楼2单元501", "玉门市玉关路社区****"),
			(mask_address, "3号楼501", "****"),
		):
			with self.subTest(text):
				self.assertEqual(mask(text), shown)

	def test_short_values_are_hidden_whole(self):
		self.assertEqual(mask_phone("1234"), "****")
