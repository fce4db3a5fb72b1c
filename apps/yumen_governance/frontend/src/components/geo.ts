import type { Grid } from "@/types/doctypes";

/** Places in degrees: how far apart, and inside which boundary. */
export interface Point {
	longitude: number;
	latitude: number;
}

/** What is kept of a grid's boundary. */
export type Outline = Required<Pick<Grid, "name" | "grid_level">> & Pick<Grid, "boundary">;

const METRES_OF_A_DEGREE = 111_320;
type Ring = [number, number][];

/** Metres between two points; exact enough for a city. */
export function distance(one: Point, other: Point): number {
	const width = Math.cos((one.latitude * Math.PI) / 180);
	const east = (one.longitude - other.longitude) * width;
	return Math.hypot(east, one.latitude - other.latitude) * METRES_OF_A_DEGREE;
}

/** The deepest grid whose boundary holds the point. */
export function gridAt<Grid extends Outline>(point: Point, grids: Grid[]): Grid | undefined {
	return grids
		.filter((grid) => grid.boundary && holds(grid.boundary, point))
		.sort((one, other) => other.grid_level.localeCompare(one.grid_level))[0];
}

function holds(boundary: string, point: Point): boolean {
	return ringsOf(boundary).some(
		([outer, ...holes]) => isIn(outer, point) && !holes.some((hole) => isIn(hole, point)),
	);
}

function ringsOf(boundary: string): Ring[][] {
	try {
		const features: { geometry: { type: string; coordinates: unknown } }[] =
			JSON.parse(boundary).features;
		return features.flatMap(({ geometry }) =>
			geometry.type === "Polygon"
				? [geometry.coordinates as Ring[]]
				: (geometry.coordinates as Ring[][]),
		);
	} catch {
		return [];
	}
}

function isIn(ring: Ring, { longitude, latitude }: Point): boolean {
	let inside = false;
	ring.forEach(([lon, lat], number) => {
		const [before, lower] = ring[(number || ring.length) - 1];
		const crosses = lat > latitude !== lower > latitude;
		if (crosses && longitude < ((before - lon) * (latitude - lat)) / (lower - lat) + lon)
			inside = !inside;
	});
	return inside;
}
