import { distance, type Outline, type Point } from "./geo";

/** Where something is: a known address, a point, or words; whatever of it is known. */
export interface Place {
	longitude: number | null;
	latitude: number | null;
	/** as a person reads it */
	address: string;
	/** name of a Standard Address, "" for none */
	standard_address: string;
	/** name of a grid, "" until it is known */
	grid: string;
}

/** A row of the store `addresses`, as far as places need it. */
export interface KnownAddress {
	name: string;
	full_address: string;
	village?: string;
	grid: string;
	longitude?: number;
	latitude?: number;
}

/** A row of the store `grids`. */
export interface GridRow extends Outline {
	grid_name: string;
	grid_path: string;
	parent_grid?: string;
}

const NEAR = 150;
const FEW = 5;

export function emptyPlace(): Place {
	return { longitude: null, latitude: null, address: "", standard_address: "", grid: "" };
}

export function pointOf(place: { longitude?: number | null; latitude?: number | null }): Point | null {
	const { longitude, latitude } = place;
	return longitude && latitude ? { longitude, latitude } : null;
}

/** The known addresses around a point, the nearest first, each with its distance in metres. */
export function addressesNear(
	point: Point | null,
	rows: KnownAddress[],
): { row: KnownAddress; metres: number }[] {
	if (!point) return [];
	return rows
		.flatMap((row) => {
			const there = pointOf(row);
			return there ? [{ row, metres: distance(point, there) }] : [];
		})
		.filter(({ metres }) => metres <= NEAR)
		.sort((one, other) => one.metres - other.metres)
		.slice(0, FEW);
}

/** The known addresses that hold every word that was typed, shorter ones first. */
export function addressesLike(words: string, rows: KnownAddress[]): KnownAddress[] {
	const parts = words.trim().split(/\s+/).filter(Boolean);
	if (!parts.length) return [];
	return rows
		.filter((row) => parts.every((part) => row.full_address?.includes(part)))
		.sort((one, other) => one.full_address.length - other.full_address.length)
		.slice(0, FEW);
}

/** An address without what is the same for all around: from the compound or hamlet on. */
export function shortOf({ full_address, village }: KnownAddress): string {
	const at = village ? full_address.indexOf(village) : -1;
	return (at >= 0 && full_address.slice(at + village!.length)) || full_address;
}

/** Whether a point lies in the city, as far as its bounds are known. */
export function isInCity(point: Point, bounds?: [number, number, number, number]): boolean {
	if (!bounds) return true;
	const [west, south, east, north] = bounds;
	return (
		point.longitude >= west &&
		point.longitude <= east &&
		point.latitude >= south &&
		point.latitude <= north
	);
}
