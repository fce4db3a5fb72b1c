import { useLookup } from "@/sync";
import type { Linked, Row } from "./types";

const STORES = [
	...["households", "residents", "rental_houses", "organizations"],
	...["public_facilities", "addresses", "buildings", "grids"],
];

/** Look up records of the phone by store and name. */
export function useLinked(): Linked {
	const stores = new Map(STORES.map((store) => [store, useLookup<Row>(store)]));
	return (store, name) => stores.get(store)?.(name);
}
