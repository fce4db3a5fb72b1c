/** The key areas and facilities of the person's grids, and what is looked at in each. */
import { computed, type ComputedRef } from "vue";
import { useRecords } from "@/sync";
import type { CheckItem, CheckList, FacilityRow, KeyAreaRow, Patrol, PatrolTask, Place } from "./types";

export function usePlaces(): ComputedRef<Place[]> {
	const facilities = useRecords<FacilityRow>("facilities");
	const areas = useRecords<KeyAreaRow>("key_areas");
	return computed(() => [...areas.value.map(ofArea), ...facilities.value.map(ofFacility)]);
}

function ofFacility(row: FacilityRow): Place {
	return {
		...common(row),
		type: "Public Facility",
		title: row.facility_name,
		kind: row.facility_kind,
		note: row.unit_label ?? "",
		looked_at_on: row.checked_on ?? "",
	};
}

function ofArea(row: KeyAreaRow): Place {
	return {
		...common(row),
		type: "Key Area",
		title: row.area_name,
		kind: row.area_kind,
		note: row.problem_label ?? "",
		looked_at_on: "",
	};
}

function common(row: FacilityRow | KeyAreaRow) {
	const { name, grid } = row;
	return { name, grid, kind_label: row.kind_label ?? "", location: row.location ?? "" };
}

/** Whether a task means a place. */
export function isOf(task: PatrolTask, place: Place): boolean {
	if (task.grid !== place.grid) return false;
	if (task.covers === "Key Areas" && place.type !== "Key Area") return false;
	if (task.covers === "Facilities" && place.type !== "Public Facility") return false;
	return !task.kinds.length || task.kinds.includes(place.kind);
}

/** Whether a round leaves nothing to begin for its task: it is on, or looked at something. */
export function isUnderWayOrDone(round: Patrol): boolean {
	return round.status === "Under Way" || round.places.some(({ state }) => state !== "Not Looked At");
}

/** What is looked at in a place: by the list of its kind, else by the one for all kinds. */
export function itemsOf(place: Place, lists: CheckList[]): CheckItem[] {
	const field = place.type === "Public Facility" ? "facility_kind" : "area_kind";
	const fitting = lists.filter((list) => list.place_type === place.type);
	const own = fitting.find((list) => list[field] === place.kind) ?? fitting.find((list) => !list[field]);
	return own?.items ?? [];
}
