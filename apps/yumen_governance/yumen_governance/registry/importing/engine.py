"""The engine: chunks of rows in, records and report out. It neither commits nor knows where rows come from."""

from collections.abc import Callable
from datetime import date

from frappe import _

from yumen_governance.registry.importing.chunk import Chunk, Row
from yumen_governance.registry.importing.columns import columns_of
from yumen_governance.registry.importing.companions import companions_of
from yumen_governance.registry.importing.files.csv_table import Row as FileRow
from yumen_governance.registry.importing.grids import grids_for
from yumen_governance.registry.importing.identity import FileTwins, Identity, TableTwins
from yumen_governance.registry.importing.judge import Judge
from yumen_governance.registry.importing.links import Links
from yumen_governance.registry.importing.named_places import NamedPlaces
from yumen_governance.registry.importing.plan import Plan
from yumen_governance.registry.importing.reading import Reader
from yumen_governance.registry.importing.sealed import Blinds, Sealer
from yumen_governance.registry.importing.stored import Records, difference, new_record
from yumen_governance.registry.names import new_name
from yumen_governance.registry.shape import shape_of

GRID = "grid"


class Engine:
	"""Brings the rows of a file into a DocType. What doesn't change from row to row is looked up once."""

	def __init__(
		self,
		plan: Plan,
		total_rows: int,
		today: date,
		is_example: Callable[[list[str]], bool] = lambda _cells: False,
	):
		"""
		:param total_rows: the most rows that will come
		:param is_example: tells whether cells are the example of the template, which is left out
		"""
		self.plan, self.today, self.shape = plan, today, shape_of(plan.doctype)
		self.grids = grids_for(plan.user)
		self.reader = Reader(plan, columns_of(plan, self.grids), is_example)
		self.places = NamedPlaces(plan, self.grids, today, total_rows)
		self.links = Links(plan, self.grids, self.places.fields)
		self.blinds = Blinds()
		self.sealer = Sealer(self.shape, self.blinds)
		identity = Identity(self.shape)
		self.file_twins, self.table_twins = FileTwins(identity, total_rows), TableTwins(identity, self.blinds)
		self.judge = Judge(self.shape, today, self.reader.text_of)
		self.records = Records(plan.doctype)
		self.blank = new_record(plan.doctype, plan.user)
		self.companions = companions_of(plan.doctype)

	def take(self, rows: list[FileRow], stamp: str) -> Chunk:
		"""Bring some rows in.

		:param rows: numbers and cells
		:param stamp: the time of change of every record written, unlike that of any other chunk
		"""
		chunk = self.read(rows)
		self.recognise(chunk)
		for row in chunk.good_rows():
			self.decide(chunk, row)
		self.places.make(chunk, stamp)
		self.compare(chunk, stamp)
		if self.plan.writes:
			self.write(chunk, stamp)
		return chunk

	def recall(self, rows: list[FileRow], was_wrong: Callable[[int], bool]) -> None:
		"""Remember rows that an earlier run brought in, so that later rows are known for their doubles."""
		for row in self.read(rows).rows:
			if not was_wrong(row.number):
				self.file_twins.add(row)

	def read(self, rows: list[FileRow]) -> Chunk:
		"""Turn cells into records: values, links, and what follows from them."""
		self.blinds.renew()
		chunk = self.reader.read(rows)
		self.links.resolve(chunk)
		self.places.find(chunk)
		for row in chunk.rows:
			row.record = {**self.blank, **row.given}
			row.record["grid_path"] = self.grids.path_of(row.given.get(GRID))
			self.shape.derive(row.record, self.today)
		return chunk

	def recognise(self, chunk: Chunk) -> None:
		"""Find the stored records that rows mean, and put what the file says over what they have."""
		rows = chunk.good_rows()
		found = self.table_twins.find(rows)
		stored = self.records.read(found.values()) if self.plan.update else {}
		for row in rows:
			name = found.get(row.number)
			if name in stored:
				row.stored = stored[name]
				self.overlay(row)
			elif name:
				row.stored = {"name": name}

	def overlay(self, row: Row) -> None:
		"""Make the record that a row would leave behind: the stored one under what the file says."""
		cleared = dict.fromkeys(self.reader.names) if self.plan.clear else {}
		row.record, row.groups = {**self.sealer.opened(row.stored), **cleared, **row.given}, None
		row.plain = self.sealer.plain_of(self.sealer.opened(row.stored))
		row.record["grid_path"] = self.grids.path_of(row.record.get(GRID))
		self.shape.derive(row.record, self.today)

	def decide(self, chunk: Chunk, row: Row) -> None:
		"""Say whether a row is inserted, updated or skipped, or what is wrong with it."""
		if row.stored and not self.plan.update:
			chunk.skipped += 1
			return
		if not row.stored and not self.plan.insert:
			self.complain_of_twin(chunk, row, _("Not registered yet. Only existing records are updated."))
			return
		if row.stored and not self.grids.is_mine(row.stored.get(GRID)):
			self.complain_of_twin(chunk, row, _("It is registered already; please ask a registry clerk."))
			return
		if (earlier := self.file_twins.earlier(row)) is not None:
			message = _("The same as row {0}. Delete one of the two.").format(earlier)
			self.complain_of_twin(chunk, row, message)
		if self.judge.judge(chunk, row):
			self.file_twins.add(row)
			(chunk.updated if row.stored else chunk.inserted).append(row)

	def complain_of_twin(self, chunk: Chunk, row: Row, message: str) -> None:
		"""Complain of a double in the field that shows it."""
		fieldname = self.file_twins.telling_field(row)
		chunk.complain(row.number, fieldname, self.reader.text_of(row, fieldname), message)

	def compare(self, chunk: Chunk, stamp: str) -> None:
		"""Keep of the updated rows those that change anything, with what they change."""
		rows, chunk.updated = chunk.updated, []
		for row in rows:
			self.seal_anew(row)
			row.before = difference(row.stored, row.record, self.records.columns)
			if row.before:
				row.before.update({name: str(row.stored[name]) for name in ("modified", "modified_by")})
				row.record.update(modified=stamp, modified_by=self.plan.user)
				chunk.updated.append(row)
			else:
				chunk.unchanged += 1

	def seal_anew(self, row: Row) -> None:
		"""Seal a record that is stored already; as long as nothing sensitive changes, its envelope stays."""
		if row.plain == self.sealer.plain_of(row.record):
			row.record.update({name: row.stored[name] for name in self.sealer.columns})
		else:
			row.plain = self.sealer.seal(row.record)

	def write(self, chunk: Chunk, stamp: str) -> None:
		"""Write the chunk's records, and what other tables hold of them."""
		for row in chunk.inserted:
			row.record.setdefault("name", new_name())
			row.record.update(creation=stamp, modified=stamp)
			row.plain = self.sealer.seal(row.record)
		inserted, updated = ([row.record for row in rows] for rows in (chunk.inserted, chunk.updated))
		self.records.insert(inserted)
		self.records.renew(updated)
		plain = {row.record["name"]: row.plain for row in (*chunk.inserted, *chunk.updated)}
		for companion in self.companions:
			companion.add(inserted, plain)
			companion.renew(updated, plain)
		self.places.finish(chunk)
