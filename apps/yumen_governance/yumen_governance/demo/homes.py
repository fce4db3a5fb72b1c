"""Homes of the demo city: in each third-level grid some households at addresses of their own."""

from yumen_governance.demo.collection import Collection
from yumen_governance.demo.households import Family, People

HOMES_OF_A_GRID, FOREIGNERS = 7, 1
TOWN = "Residential Compound"
BUILDING, FLOORS, STAIRS = "3号楼", 6, 3
# Steps of a tenth of the grid's outline
DOORS_IN_A_ROW = 4


def settle(city: Collection, people: People) -> None:
	"""Settle households in every grid."""
	families = people.families(len(city.places) * HOMES_OF_A_GRID)
	for grid, place in city.places.items():
		own = [next(families) for _ in range(HOMES_OF_A_GRID)]
		building = _building(city, grid, own[0]) if place.unit_type == TOWN else None
		for number, family in enumerate(own, 1):
			_vary(people, family, number, in_town=bool(building))
			_settle_family(city, people, family, _address(city, grid, number, building))


def _building(city: Collection, grid: str, first: Family):
	return city.add(
		"Building",
		grid,
		compound_name=city.places[grid].grid_name,
		building_name=BUILDING,
		building_use="building_use-01",
		floors=FLOORS,
		units=STAIRS,
		households=36,
		population=92,
		area=4320,
		head_name=first.people[0]["resident_name"],
		head_phone=city.phone(),
	)


def _address(city: Collection, grid: str, number: int, building):
	place = city.places[grid]
	door = {"door": f"{number * 3}号"}
	if building:
		floor, stair = divmod(number, STAIRS)
		door = {"building": BUILDING, "unit": f"{stair + 1}单元", "door": f"{floor + 1}0{stair + 1}室"}
	return city.add(
		"Standard Address",
		grid,
		township=place.township,
		village=place.village,
		compound=place.grid_name.removeprefix(place.village),
		building_record=building and building.name,
		**door,
		**_point(place, number),
	)


def _point(place, number: int) -> dict:
	"""An invented point in the middle of a grid's outline; the doors of a grid lie in rows."""
	row, door = divmod(number, DOORS_IN_A_ROW)
	east, north = 0.35 + 0.1 * door, 0.4 + 0.1 * row
	return {
		"longitude": round(place.min_lon + east * (place.max_lon - place.min_lon), 6),
		"latitude": round(place.min_lat + north * (place.max_lat - place.min_lat), 6),
	}


def _vary(people: People, family: Family, number: int, in_town: bool) -> None:
	"""Let some households come from elsewhere, and somebody in some wait for those who left."""
	if in_town and number == HOMES_OF_A_GRID:
		for person in family.people:
			people.become_floating(person)
	if in_town and number == 2 and len(family.people) == 2 and people.foreigners < FOREIGNERS:
		people.become_foreign(family.people[1])
		people.foreigners += 1
	if not in_town and number % 3 == 0:
		people.become_left_behind(family.people[-1])


def _settle_family(city: Collection, people: People, family: Family, address) -> None:
	head, grid = family.people[0], address.grid
	household = city.add(
		"Household",
		grid,
		household_number=family.number,
		head_name=head["resident_name"],
		household_kind="household_kind-1",
		size=len(family.people),
		address=address.name,
	)
	home = {"household": household.name, "residence": address.name}
	members = [city.add("Resident", grid, **person, **home) for person in family.people]
	household.head = members[0].name
	if head["resident_kind"] == "Floating":
		_let(city, people, address, members)


def _let(city: Collection, people: People, address, members: list) -> None:
	house = city.add(
		"Rental House",
		address.grid,
		house_name=f"{address.compound}{address.building}{address.unit}{address.door}",
		house_number=f"CZ{address.grid[-9:]}01",
		address=address.name,
		building_use="building_use-01",
		rental_use="rental_use-01",
		area=86,
		rooms=2,
		landlord_name=people.name(),
		landlord_phone=city.phone(),
		hazard_kind="hazard_kind-03" if address.grid.endswith("2") else None,
	)
	for member in members:
		names = {"tenant": member.name, "tenant_name": member.resident_name}
		house.append("tenants", {**names, "from_date": member.registered_on})
