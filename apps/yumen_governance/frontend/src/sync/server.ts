import type { Base, Made, Person, RowOfStore, Territory } from "./types";

/** Up to where the phone has heard: given back to the server as it told it. */
export interface Marks {
	stores?: Record<string, unknown>;
	gone?: unknown;
	shape?: string;
}

export interface Pulled {
	/** ISO with offset */
	now: string;
	shape: string;
	/** the answer begins from the beginning: what isn't told anew isn't the person's any more */
	anew: boolean;
	/** all stores that the person has */
	names: string[];
	territories: Territory[];
	stores: Record<string, { rows: RowOfStore[]; mark: unknown; more: boolean }>;
	gone: Record<string, string[]>;
	gone_mark: unknown;
	gone_more?: boolean;
}

/** An item as it travels. */
export interface Pushed {
	id: string;
	number: number;
	kind: string;
	values: object;
	base: Base | null;
	happened_on: string;
	photos: string[];
}

export interface Answer {
	id: string;
	status: "done" | "refused" | "conflict" | "later";
	record?: Made;
	message?: string;
	current?: Record<string, unknown>;
	rows?: Record<string, RowOfStore[]>;
}

export interface Begun extends Person {
	key: string;
	outbox_key: string;
	now: string;
	csrf_token?: string;
}

export interface Alive {
	/** signed_in: a session, but no key of this phone yet */
	state: "alive" | "signed_in" | "ended" | "revoked";
	user: string | null;
	csrf_token: string | null;
	now: string;
}

/** What the phone asks of the server. */
export interface Server {
	alive(device: string): Promise<Alive>;
	begin(device: string): Promise<Begun>;
	pull(marks: Marks): Promise<Pulled>;
	push(items: Pushed[], sentOn: string): Promise<Answer[]>;
	/** send bytes of a photo; answers which byte is wanted next */
	upload(upload: string, offset: number, total: number, chunk: Uint8Array): Promise<number>;
	logout(): Promise<void>;
}
