/** Which positions are kept of those that a phone tells: few, and none that is guessed. */
import { distance } from "@/components/geo";

/** milliseconds since 1970 by the server's clock, longitude, latitude */
export type TrailPoint = [number, number, number];

const LEAST_METRES = 20;
const LONGEST_GAP = 2 * 60 * 1000;
const LEAST_GAP = 10 * 1000;
// A reading less exact than this tells nothing
const MOST_UNSURE = 100;
const DECIMALS = 1e5;

/** The point to keep, or null: too near to the last one, too soon after it, or too unsure. */
export function thinned(
	last: TrailPoint | undefined,
	reading: { longitude: number; latitude: number; accuracy: number },
	moment: number,
): TrailPoint | null {
	if (reading.accuracy > MOST_UNSURE) return null;
	const point: TrailPoint = [moment, rounded(reading.longitude), rounded(reading.latitude)];
	if (!last) return point;
	if (moment - last[0] < LEAST_GAP) return null;
	const metres = distance(reading, { longitude: last[1], latitude: last[2] });
	return metres >= LEAST_METRES || moment - last[0] >= LONGEST_GAP ? point : null;
}

const rounded = (degrees: number) => Math.round(degrees * DECIMALS) / DECIMALS;
