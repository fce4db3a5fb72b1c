"""Who suits a case and why; no site."""

from unittest import TestCase

from yumen_governance.dispute_resolution.assignment.choosing import Candidate, Wanted, choose

LAND, WAGES = "山林土地纠纷", "拖欠农民工工资纠纷"


def person(name, **values):
	return Candidate(mediator=name, mediator_name=name, **values)


class TestChoosing(TestCase):
	def names(self, proposal):
		return [row.candidate.mediator for row in proposal.suited]

	def test_the_specialist_goes_before_who_takes_everything(self):
		people = [person("general"), person("land", dispute_types=frozenset({LAND}))]
		proposal = choose(people, Wanted(dispute_types=frozenset({LAND})))
		self.assertEqual(self.names(proposal), ["land", "general"])

	def test_who_takes_other_types_or_works_elsewhere_is_left_out_with_the_reason(self):
		people = [
			person("wages", dispute_types=frozenset({WAGES})),
			person("elsewhere", grid_paths=(".city.other.",)),
			person("here", grid_paths=(".city.town.",)),
		]
		proposal = choose(people, Wanted(dispute_types=frozenset({LAND}), grid_path=".city.town.village."))
		self.assertEqual(self.names(proposal), ["here"])
		self.assertEqual({row.candidate.mediator for row in proposal.left_out}, {"wages", "elsewhere"})
		self.assertTrue(all(row.reason and not row.barred for row in proposal.left_out))

	def test_of_equals_the_emptier_desk_goes_first(self):
		people = [person("busy", load=8, load_limit=10), person("free", load=1, load_limit=10)]
		self.assertEqual(self.names(choose(people, Wanted())), ["free", "busy"])

	def test_who_has_as_many_as_they_take_is_left_out(self):
		proposal = choose([person("full", load=5, load_limit=5), person("endless", load=50)], Wanted())
		self.assertEqual(self.names(proposal), ["endless"])
		self.assertFalse(proposal.left_out[0].barred)

	def test_a_language_is_needed_when_it_is_asked_for(self):
		people = [person("one", languages=frozenset({"藏语"})), person("two")]
		self.assertEqual(self.names(choose(people, Wanted(language="藏语"))), ["one"])
		self.assertEqual(len(self.names(choose(people, Wanted()))), 2)

	def test_who_is_excluded_stepped_aside_or_mediates_already_is_barred(self):
		people = [person("kin", user="kin@x"), person("aside"), person("in")]
		wanted = Wanted(
			excluded=frozenset({"kin@x"}), recused=(("aside", "亲属"),), assigned=frozenset({"in"})
		)
		proposal = choose(people, wanted)
		self.assertEqual(self.names(proposal), [])
		for name in ("kin", "aside", "in"):
			self.assertTrue(proposal.barred(name))
		self.assertIn("亲属", proposal.barred("aside"))

	def test_only_members_of_the_committee_where_it_has_members(self):
		people = [person("member"), person("outsider")]
		proposal = choose(people, Wanted(members=frozenset({"member"}), committee="物业调委会"))
		self.assertEqual(self.names(proposal), ["member"])
		self.assertIn("物业调委会", proposal.against("outsider"))
		self.assertIsNone(proposal.barred("outsider"))

	def test_every_proposed_mediator_has_a_reason(self):
		proposal = choose([person("one", dispute_types=frozenset({LAND}))], Wanted(frozenset({LAND})))
		self.assertTrue(proposal.suited[0].reasons)
