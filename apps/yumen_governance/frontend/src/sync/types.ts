/** The base of a change: which version of a record the person saw. */
export interface Base {
	store: string;
	name: string;
	modified: string;
}

/** What every row of a store has. */
export interface RowOfStore {
	name: string;
	modified: string;
	grid_path?: string;
	/** true for what the server hasn't confirmed yet */
	unsent?: boolean;
	/** id of the item that shows the row so */
	item?: string;
}

/** What one tap meant. */
export interface NewItem {
	/** what the server does with it; one of its `sync_kinds` */
	kind: string;
	values: object;
	/** what it is called on the page of what isn't sent yet, in Chinese */
	label: string;
	base?: Base;
	photos?: Blob[];
	/** the row to be seen in a store until the server's own has come */
	shown?: { store: string; row: object };
	/** route of the record */
	opens?: string;
	/** Chinese of the values' fields, for the pages that show them */
	labels?: Record<string, string>;
	/** how values read that are codes or names of records */
	texts?: Record<string, string>;
	/** route of the form that can open it again, as `?item=<id>` */
	change?: string;
	/** id of the item that this one stands for from now on */
	replaces?: string;
}

export type Status = "waiting" | "sending" | "refused" | "conflict" | "sent";

export interface Item extends Omit<NewItem, "photos" | "replaces"> {
	/** made on the phone; the server takes an id once */
	id: string;
	/** the order in which the phone's items were made */
	number: number;
	/** moment in ISO form, by the server's clock as reckoned */
	made_on: string;
	status: Status;
	/** how many photos go with it */
	pictures: number;
	/** why the server refused it, in Chinese */
	message?: string;
	/** the record as it is now, where another changed it meanwhile */
	current?: Record<string, unknown>;
	record?: Made;
}

/** The record that an item came to be. */
export interface Made {
	store: string;
	name: string;
	modified?: string;
}

/** Who is signed in. */
export interface Person {
	user: string;
	full_name: string;
	roles: string[];
}

/** One of the person's grids. */
export interface Territory {
	grid: string;
	path: string;
	title: string;
}
