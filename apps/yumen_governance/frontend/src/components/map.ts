import L from "leaflet";
import { __ } from "@/shell/translation";

/** A map in an element; whose pictures it shows is named where `attribution` says so. */
export function mapIn(place: HTMLElement, attribution: string, options: L.MapOptions = {}): L.Map {
	// A map that is closed in the midst of a zoom fails when the zoom ends
	const still = { attributionControl: false, zoomControl: false, zoomAnimation: false };
	const map = L.map(place, { ...options, ...still });
	L.control.zoom({ zoomInTitle: __("Zoom In"), zoomOutTitle: __("Zoom Out") }).addTo(map);
	if (attribution) L.control.attribution({ prefix: false }).addTo(map);
	return map;
}

/** The area inside a boundary (GeoJSON as text); none where there is no boundary that can be read. */
export function areaOf(boundary: string | null | undefined, options: L.GeoJSONOptions): L.GeoJSON[] {
	if (!boundary) return [];
	try {
		return [L.geoJSON(JSON.parse(boundary), options)];
	} catch {
		return [];
	}
}
