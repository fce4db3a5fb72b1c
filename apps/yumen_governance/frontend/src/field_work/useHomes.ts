import { computed, type ComputedRef } from "vue";
import { useLookup, useRecords, type RowOfStore } from "@/sync";

/** A household as the registry's store gives it. */
export interface Household extends RowOfStore {
	grid: string;
	head_name: string;
	address?: string;
	address_text?: string;
	size?: number;
}

interface Address extends RowOfStore {
	village?: string;
	compound?: string;
	building?: string;
	unit?: string;
	door?: string;
}

/** Where a household lives: the building or village, and the door there. */
interface Place {
	building: string;
	door: string;
}

/** The households of the territory by name, and where each lives. */
export function useHomes(): {
	households: ComputedRef<Map<string, Household>>;
	placeOf: (household: string) => Place;
} {
	const homes = useRecords<Household>("households");
	const address = useLookup<Address>("addresses");
	const households = computed(() => new Map(homes.value.map((row) => [row.name, row])));
	const placeOf = (name: string) => {
		const home = households.value.get(name);
		const row = address(home?.address ?? "");
		return row ? inParts(row) : { building: "", door: home?.address_text ?? "" };
	};
	return { households, placeOf };
}

function inParts(row: Address): Place {
	const building = `${row.compound || row.village || ""}${row.building ?? ""}`;
	return { building, door: `${row.unit ?? ""}${row.door ?? ""}` };
}
