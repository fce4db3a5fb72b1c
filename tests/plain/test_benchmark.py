"""The benchmark harness itself: what it computes, in which order it asks, what it writes; without a site."""

import json
import random

import pytest

from tests.benchmark import __main__ as harness
from tests.benchmark import arms, report
from tests.benchmark.arms import Comparison
from tests.benchmark.outcome import SCALES, Outcome
from tests.benchmark.ratios import Measure, at_least, at_most, growth, ratio, short


def test_ratio_is_the_median_of_the_rounds_and_lies_in_its_interval():
	measure = ratio([20, 40, 30, 1000, 25], [1, 2, 1, 1, 1])
	assert measure.value == 25
	assert measure.low <= 25 <= measure.high


def test_equal_rounds_leave_no_doubt():
	assert ratio([3.0] * 7, [1.5] * 7) == Measure(2, 2, 2)


@pytest.mark.parametrize("exponent", [0, 0.5, 1, 2])
def test_growth_finds_the_exponent(exponent):
	measure = growth({size: [size**exponent] * 7 for size in (10_000, 100_000, 1_000_000)})
	assert measure.value == pytest.approx(exponent)
	assert measure.low == pytest.approx(measure.high)


def test_growth_of_restless_times_has_an_interval_around_it():
	chance = random.Random(1)
	measure = growth({size: [chance.uniform(0.9, 1.1) for _ in range(7)] for size in (10, 100, 1000)})
	assert measure.low < 0 < measure.high


def test_target_is_met_only_by_the_unfavourable_end():
	assert at_least(20).met_by(Measure(25, 20, 30))
	assert not at_least(20).met_by(Measure(25, 19, 30))
	assert at_most(2).met_by(Measure(1.5, 1, 2))
	assert not at_most(2).met_by(Measure(1.5, 1, 2.1))


@pytest.mark.parametrize(("number", "text"), [(0.12345, "0.123"), (20, "20"), (1234.5, "1,234")])
def test_numbers_are_printed_short(number, text):
	assert short(number) == text


@pytest.fixture
def clock(monkeypatch):
	"""Time that only arms spend: each call of an arm adds its seconds."""
	now = [0.0]
	monkeypatch.setattr(arms.time, "perf_counter", lambda: now[0])

	def arm(seconds, seen=None, name=""):
		def call():
			now[0] += seconds() if callable(seconds) else seconds
			if seen is not None:
				seen.append(name)

		return call

	return arm


def test_arms_take_turns_forth_and_back_with_ours_as_its_own_control(clock):
	seen = []
	comparison = arms.compare(
		7, ours=clock(0.1, seen, "O"), stock=clock(1, seen, "S"), raw=clock(0.05, seen, "P")
	)
	assert "".join(seen[-8:]) == "OSPOOPSO"
	assert {name: len(seconds) for name, seconds in comparison.seconds.items()} == dict.fromkeys(
		("ours", "stock", "raw", "again"), 7
	)
	assert comparison.ratio("stock", "ours").value == pytest.approx(10)
	assert comparison.likeness.value == pytest.approx(1)
	assert not comparison.is_void


def test_arm_that_takes_seconds_has_one_turn_a_round(clock):
	seen = []
	arms.compare(7, ours=clock(0.1, seen, "O"), stock=clock(5, seen, "S"))
	assert "".join(seen[-5:]) == "OSOOO"


def test_quick_arm_is_called_until_its_turn_can_be_measured(clock):
	seen = []
	arms.compare(1, ours=clock(0.001, seen, "O"))
	assert len(seen) == 4 + 2 * 4 * 50


def test_first_round_does_not_count(clock):
	spent = iter([0.1, 0.1, 0.1, 0.1] + [9.0] * 4 + [0.2] * 100)
	comparison = arms.compare(2, ours=clock(lambda: next(spent)))
	assert comparison.seconds["ours"] == pytest.approx([0.2, 0.2])


def test_void_comparison_is_made_anew_once(clock):
	restless = iter([0.1, 0.1, 0.1, 0.1] + [0.1, 0.3, 0.3, 0.1] * 2 + [0.1] * 100)
	comparison = arms.compare(1, ours=clock(lambda: next(restless)))
	assert not comparison.is_void


def test_comparison_that_stays_restless_is_void():
	assert Comparison("ours", {"ours": [1.0] * 7, "again": [1.06] * 7}).is_void
	assert not Comparison("ours", {"ours": [1.0] * 7, "again": [1.04] * 7}).is_void


@pytest.fixture
def outcome():
	outcome = Outcome(7)
	outcome.measures = {"vs_stock": Measure(25, 21, 30), "vs_raw": Measure(2.5, 2.2, 2.8)}
	outcome.comparisons = {"SQL": Comparison("ours", {"ours": [0.002] * 7, "again": [0.002] * 7})}
	return outcome


TARGETS = {"vs_stock": at_least(20), "vs_raw": at_most(2)}


def test_result_names_values_targets_and_what_was_met(outcome):
	result = report.as_json(outcome, TARGETS, {"git": "abc"})
	assert result["vs_stock"] == 25
	assert result["targets"] == {"vs_stock": ">= 20", "vs_raw": "<= 2"}
	assert result["met"] == {"vs_stock": True, "vs_raw": False}
	assert result["checks"] == "ok"
	assert result["void"] == []


def test_measure_that_was_not_taken_meets_nothing(outcome):
	del outcome.measures["vs_stock"]
	assert report.met(outcome, TARGETS)["vs_stock"] is False


def test_wrong_answer_stands_in_the_result_and_the_table(outcome):
	outcome.check("both list the same", False)
	outcome.check("they are in order", True)
	assert report.as_json(outcome, TARGETS, {})["checks"] == "both list the same"
	assert "checks: both list the same" in report.as_text("B4", "Lists", outcome, TARGETS)


def test_results_of_other_benchmarks_stay_in_the_file(tmp_path):
	path = tmp_path / "benchmark-results/latest.json"
	report.write(path, {"B4": {"checks": "ok"}})
	report.write(path, {"B10": {"checks": "ok"}})
	assert set(json.loads(path.read_text())) == {"B4", "B10"}


def test_table_is_plain_ascii_in_columns(outcome):
	text = report.as_text("B4", "Lists", outcome, TARGETS)
	assert text.isascii()
	assert "vs_stock  25      21 .. 30       >= 20   yes" in text


def test_every_benchmark_can_be_found_and_says_what_it_promises():
	found = harness.benchmarks()
	assert "B4" in found
	for name, module in found.items():
		assert name == module.NAME
		assert module.TITLE.isascii()
		assert module.TARGETS
		assert callable(module.run)


def test_only_chooses_benchmarks_and_refuses_unknown_ones():
	assert [module.NAME for module in harness.chosen("b4")] == ["B4"]
	assert len(harness.chosen("")) == len(harness.benchmarks())
	with pytest.raises(SystemExit, match="B99"):
		harness.chosen("B4,B99")


def test_small_scale_picks_small_sizes():
	assert SCALES["small"].pick(full=1_000_000, small=8_000) == 8_000
	assert SCALES["full"].pick(full=1_000_000, small=8_000) == 1_000_000
