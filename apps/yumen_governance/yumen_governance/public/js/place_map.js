// The place of an event: a click on the map sets its one marker, the marker can be dragged, and the grid is found from it.
// Around it the outlines of the grids are the map (grid_map.js).
/* global L */

const FIELD = { doctype: "Governance Event", fieldname: "location" };
const OUTLINE = { color: "#8d99a6", weight: 1, fillOpacity: 0.05, interactive: false };
const NEAR = 16;

const GridGeolocation = frappe.ui.form.ControlGeolocation;

class PlaceControl extends GridGeolocation {
	get is_place() {
		return this.doctype === FIELD.doctype && this.df.fieldname === FIELD.fieldname && Boolean(this.frm);
	}

	get may_write() {
		return this.is_place && this.disp_status === "Write";
	}

	set_disp_area(value) {
		if (!this.is_place) return super.set_disp_area(value);
		if (!this.disp_area) return;
		const about = [this.docname, this.disp_status, this.frm.doc.grid].join();
		if (this.map && about === this.about && value === this.shown) return;
		this.map?.remove();
		this.marker = null;
		super.set_disp_area(value);
		Object.assign(this, { about, shown: value });
		this.bind_leaflet_data(value);
		this.show_grids();
	}

	bind_leaflet_map(...args) {
		super.bind_leaflet_map(...args);
		if (!this.is_place) return;
		this.outlines = L.featureGroup().addTo(this.map);
		L.control.scale({ imperial: false }).addTo(this.map);
		this.map.scrollWheelZoom.disable();
		this.map.on("focus click", () => this.map.scrollWheelZoom.enable());
		this.map.on("mouseout", () => this.map.scrollWheelZoom.disable());
		this.follow_size();
	}

	bind_leaflet_draw_control() {
		if (!this.is_place) return super.bind_leaflet_draw_control();
		if (!this.may_write) return;
		this.map.getContainer().style.cursor = "crosshair";
		this.map.on("click", (event) => this.choose(event.latlng));
		const control = L.control({ position: "topleft" });
		control.onAdd = () => {
			const button = L.DomUtil.create("button", "btn btn-default btn-xs place-remove");
			button.type = "button";
			button.textContent = __("Remove the Marker");
			L.DomEvent.disableClickPropagation(button);
			L.DomEvent.on(button, "click", () => this.choose(null));
			return button;
		};
		control.addTo(this.map);
	}

	bind_leaflet_event_listeners() {
		if (!this.is_place) super.bind_leaflet_event_listeners();
	}

	bind_leaflet_data(value) {
		if (!this.is_place) return super.bind_leaflet_data(value);
		const point = value && JSON.parse(value).features[0]?.geometry.coordinates;
		this.mark(point && L.latLng(point[1], point[0]));
	}

	choose(latlng) {
		this.mark(latlng);
		const value = latlng ? JSON.stringify(L.featureGroup([this.marker]).toGeoJSON()) : "";
		this.shown = value;
		this.set_value(value);
	}

	mark(latlng) {
		this.marker?.remove();
		this.marker = latlng ? L.marker(latlng, { draggable: this.may_write }).addTo(this.map) : null;
		this.marker?.on("dragend", () => this.choose(this.marker.getLatLng()));
	}

	async show_grids() {
		const { map, outlines } = this;
		const around = await frappe.xcall("yumen_governance.api.grids.surroundings", {
			grid: this.frm.doc.grid || frappe.boot.grid_map?.root || undefined,
		});
		if (map !== this.map) return;
		around.forEach((row) => {
			const label = frappe.utils.escape_html(row.grid_name);
			const shape = L.geoJson(JSON.parse(row.boundary), { style: OUTLINE, interactive: false });
			outlines.addLayer(
				shape.bindTooltip(label, {
					permanent: true,
					direction: "center",
					className: "grid-outline-name",
				}),
			);
		});
		this.fit_and_recenter_map();
	}

	fit_and_recenter_map() {
		if (!this.is_place) return super.fit_and_recenter_map();
		this.map.invalidateSize();
		if (this.marker) this.map.setView(this.marker.getLatLng(), Math.max(this.map.getZoom(), NEAR));
		else if (this.outlines.getLayers().length) this.map.fitBounds(this.outlines.getBounds());
	}
}

if (GridGeolocation && window.L) frappe.ui.form.ControlGeolocation = PlaceControl;

frappe.ui.form.on("Governance Event", {
	async location(frm) {
		const point = frm.doc.location && JSON.parse(frm.doc.location).features[0]?.geometry.coordinates;
		if (!point) return;
		const [longitude, latitude] = point;
		const grid = await frappe.xcall("yumen_governance.api.intake.grid_of_place", { longitude, latitude });
		if (!grid) {
			frappe.show_alert({ message: __("The marker lies outside all grids."), indicator: "orange" });
		} else if (grid !== frm.doc.grid) {
			await frm.set_value("grid", grid);
			frappe.show_alert({ message: __("The grid was found from the place."), indicator: "green" });
		}
	},
});
