const PATIENCE = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };

/**
 * Ask the phone where it is.
 * @param take given the position, in degrees
 * @param lost called where the phone doesn't know, or may not say
 */
export function locate(take: (longitude: number, latitude: number) => void, lost: () => void): void {
	if (!navigator.geolocation) return lost();
	navigator.geolocation.getCurrentPosition(
		({ coords }) => take(coords.longitude, coords.latitude),
		lost,
		PATIENCE,
	);
}
