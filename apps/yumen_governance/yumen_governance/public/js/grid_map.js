// The map of grid boundaries. Nothing is fetched from another server unless the Grid Settings name one: without map
// pictures the boundaries themselves are the map.
/* global L */

frappe.provide("governance");

const NO_PICTURE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const OWN = { color: "#2490ef", weight: 3, fillOpacity: 0.15 };
const OUTLINES = {
	Parent: { color: "#505a62", weight: 2, dashArray: "6 5", fill: false, interactive: false },
	Sibling: { color: "#8d99a6", weight: 1, fillOpacity: 0.05, interactive: false },
	Child: { color: "#8d99a6", weight: 1, fillOpacity: 0.05, interactive: false },
};
const MARGIN = { padding: [30, 30], maxZoom: 17 };

// What the framework's map control and the map view take their ground from.
function set_ground() {
	const settings = frappe.boot?.grid_map;
	const defaults = frappe.utils.map_defaults;
	if (!settings || !defaults) return;
	defaults.center = settings.start;
	defaults.zoom = settings.zoom;
	defaults.tiles = settings.tile_url || NO_PICTURE;
	defaults.options = { attribution: frappe.utils.escape_html(settings.attribution) };
}

function speak_the_readers_language() {
	const { draw, edit } = L.drawLocal;
	const finish = __("Click the first point to close the outline.");
	Object.assign(draw.toolbar.actions, { title: __("Cancel drawing"), text: __("Cancel") });
	Object.assign(draw.toolbar.finish, { title: __("Finish drawing"), text: __("Finish") });
	Object.assign(draw.toolbar.undo, {
		title: __("Delete the last point"),
		text: __("Delete the last point"),
	});
	Object.assign(draw.toolbar.buttons, {
		polyline: __("Draw a line"),
		polygon: __("Draw a polygon"),
		rectangle: __("Draw a rectangle"),
		circle: __("Draw a circle"),
		marker: __("Set a marker"),
		circlemarker: __("Set a round marker"),
	});
	draw.handlers.circle.tooltip.start = __("Press, drag and release to draw a circle.");
	draw.handlers.circle.radius = __("Radius");
	draw.handlers.circlemarker.tooltip.start = __("Click the map to set a round marker.");
	draw.handlers.marker.tooltip.start = __("Click the map to set a marker.");
	draw.handlers.polyline.error = __("The sides of an outline can't cross.");
	const next = __("Click to set the next point.");
	const start = __("Click to set the first point.");
	Object.assign(draw.handlers.polygon.tooltip, { start, cont: next, end: finish });
	Object.assign(draw.handlers.polyline.tooltip, {
		start,
		cont: next,
		end: __("Click the last point to finish."),
	});
	draw.handlers.rectangle.tooltip.start = __("Press, drag and release to draw a rectangle.");
	draw.handlers.simpleshape.tooltip.end = __("Release to finish.");
	Object.assign(edit.toolbar.actions.save, { title: __("Keep the changes"), text: __("Done") });
	Object.assign(edit.toolbar.actions.cancel, { title: __("Drop the changes"), text: __("Cancel") });
	Object.assign(edit.toolbar.actions.clearAll || {}, { title: __("Remove all"), text: __("Remove all") });
	Object.assign(edit.toolbar.buttons, {
		edit: __("Edit the outline"),
		editDisabled: __("Nothing drawn yet"),
		remove: __("Remove a polygon"),
		removeDisabled: __("Nothing drawn yet"),
	});
	const tooltip = {
		text: __("Drag the points, then click Done."),
		subtext: __("Cancel drops the changes."),
	};
	Object.assign(edit.handlers.edit.tooltip, tooltip);
	edit.handlers.remove.tooltip.text = __("Click a polygon to remove it.");
	Object.assign(L.Control.Zoom.prototype.options, {
		zoomInTitle: __("Zoom in"),
		zoomOutTitle: __("Zoom out"),
	});
	L.Control.Attribution.prototype.options.prefix = "";
	Object.assign(L.Control.Locate?.prototype.options.strings || {}, { title: __("Show where I am") });
}

const StockGeolocation = frappe.ui.form.ControlGeolocation;

class GeolocationControl extends StockGeolocation {
	get is_boundary() {
		return this.doctype === "Grid" && this.df.fieldname === "boundary" && this.frm;
	}

	// Stock makes a new map whenever the value is set, also by the map itself.
	set_disp_area(value) {
		if (!this.is_boundary) return super.set_disp_area(value);
		if (!this.disp_area) return;
		$(this.disp_area).css("display", "block");
		const { docname, disp_status } = this;
		const parent = this.frm.doc.parent_grid;
		const place = [docname, disp_status, parent].join();
		const is_same = this.is_drawn(value) || value === this.shown;
		if (this.map && is_same && place === this.place) return;
		Object.assign(this, { place, shown: value });
		this.map?.remove();
		super.set_disp_area(value);
		if (this.map) this.show_surroundings();
	}

	is_drawn(value) {
		const drawn = this.map && this.editableLayers;
		return Boolean(drawn) && value === JSON.stringify(drawn.toGeoJSON());
	}

	bind_leaflet_map(...args) {
		super.bind_leaflet_map(...args);
		if (!this.is_boundary) return;
		this.outlines = L.featureGroup().addTo(this.map);
		this.editableLayers.addTo(this.map);
		L.control.scale({ imperial: false }).addTo(this.map);
		this.map.scrollWheelZoom.disable();
		this.map.on("click", () => this.map.scrollWheelZoom.enable());
		this.map.on("mouseout", () => this.map.scrollWheelZoom.disable());
		this.follow_size();
	}

	// The map is made before its part of the form is laid out.
	follow_size() {
		this.resized?.disconnect();
		this.resized = new ResizeObserver(() => this.fit_and_recenter_map());
		this.resized.observe(this.map.getContainer());
	}

	bind_leaflet_draw_control() {
		if (this.is_boundary && this.disp_status !== "Write") return;
		super.bind_leaflet_draw_control();
	}

	bind_leaflet_locate_control() {
		if (!this.is_boundary) super.bind_leaflet_locate_control();
	}

	get_leaflet_controls() {
		if (!this.is_boundary) return super.get_leaflet_controls();
		const no = { polyline: false, circle: false, marker: false, circlemarker: false };
		const error = {
			color: frappe.ui.color.get("orange"),
			message: L.drawLocal.draw.handlers.polyline.error,
		};
		return new L.Control.Draw({
			position: "topleft",
			draw: {
				...no,
				polygon: { allowIntersection: false, drawError: error, shapeOptions: OWN },
				rectangle: { showArea: false, shapeOptions: OWN },
			},
			edit: { featureGroup: this.editableLayers, remove: true },
		});
	}

	// Stock calls it without its object.
	set_style() {
		return OWN;
	}

	async show_surroundings() {
		const { map, outlines } = this;
		const { name, parent_grid } = this.frm.doc;
		const grid = this.frm.is_new() ? {} : { grid: name };
		if (!grid.grid && !parent_grid) return;
		const around = await frappe.xcall("yumen_governance.api.grids.surroundings", {
			...grid,
			parent: parent_grid,
		});
		if (map !== this.map) return;
		around.forEach((row) => outlines.addLayer(outline_of(row)));
		outlines.eachLayer((layer) => layer.bringToBack());
		this.fit_and_recenter_map();
	}

	// Stock fits to what was drawn alone.
	fit_and_recenter_map() {
		if (!this.is_boundary) return super.fit_and_recenter_map();
		this.map.invalidateSize();
		const shown = [this.editableLayers, this.outlines].find((layers) => layers.getLayers().length);
		if (shown) this.map.fitBounds(shown.getBounds(), MARGIN);
	}
}

function outline_of(row) {
	const outline = L.geoJson(JSON.parse(row.boundary), {
		style: OUTLINES[row.relation],
		interactive: false,
	});
	const label = frappe.utils.escape_html(row.grid_name);
	return outline.bindTooltip(label, {
		permanent: true,
		direction: "center",
		className: "grid-outline-name",
	});
}

if (StockGeolocation && window.L?.drawLocal) {
	set_ground();
	speak_the_readers_language();
	frappe.ui.form.ControlGeolocation = GeolocationControl;
}
