/** What the portal shows and sends. */

/** What a tip-off is made of. */
export interface Choices {
	is_open: boolean;
	categories: Tile[];
	communities: { name: string; grid_name: string; township: string }[];
	units: { name: string; unit_name: string }[];
	emergency: { number: string; words: string[] }[];
	pictures: number;
	megabytes: number;
	verifies_phone: boolean;
	map: MapChoices;
	hall: { address: string; phone: string; hours: string; note: string };
}

export interface Tile {
	category: string;
	label: string;
	icon: string;
	asks_unit: boolean;
}

export interface MapChoices {
	tile_url: string;
	attribution: string;
	centre: [number, number];
	zoom: number;
	bounds: [number, number, number, number];
	outlines: { grid_name: string; boundary: string }[];
}

/** A tip-off on its way; `key` makes that it counts once however often it is sent. */
export interface Report {
	key: string;
	category: string;
	text: string;
	grid: string;
	address: string;
	longitude: number | null;
	latitude: number | null;
	name: string;
	phone: string;
	phone_code: string;
	may_be_named: boolean;
	about_unit: string;
}

export interface Receipt {
	event: string;
	code: string;
}

export interface Progress {
	number: string;
	title: string;
	category: string;
	reported_on: string;
	stage: string;
	status: string;
	handler: string | null;
	promised_on: string | null;
	answer: string | null;
	timeline: { on: string; words: string }[];
	satisfaction: string | null;
	reopened_on: string | null;
	appeal: { number: string; on: string; status: string } | null;
	may: { add: boolean; rate: boolean; appeal: boolean };
}

export interface Notice {
	name: string;
	title: string;
	category: string;
	publish_on: string;
	issued_by: string | null;
	is_pinned?: 0 | 1;
	content?: string;
}

export interface Figures {
	days: number;
	until: string;
	received: number | null;
	settled: number | null;
	satisfied: number | null;
	by_class: Figure[];
	by_township: Figure[];
}

export interface Figure {
	label: string;
	count: number | null;
}

export interface Guide {
	windows: HallWindow[];
	services: Service[];
}

export interface HallWindow {
	name: string;
	window_number: number;
	window_name: string;
	window_type: string;
	counter: string | null;
	unit: string | null;
	purpose: string | null;
	hours: string[];
}

export interface Service {
	name: string;
	title: string;
	window_type: string;
	description: string;
	limit: string;
	fee: string;
	legal_basis: string;
	documents: { name: string; is_required: boolean; note: string }[];
	takes_appointments: boolean;
}

/** A window now; `minutes` is null while nobody can say how long somebody would wait. */
export interface Waiting {
	is_open: boolean;
	waiting: number;
	minutes: number | null;
}
