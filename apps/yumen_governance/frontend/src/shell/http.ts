import { boot } from "./boot";
import { Sentence } from "./problems";
import { __ } from "./translation";

/** The server said no, or wasn't reached (status 0). */
export class Refusal extends Sentence {
	constructor(
		readonly status: number,
		message: string,
		/** the server's name of the reason */
		readonly reason = "",
	) {
		super(message);
	}
}

type Values = Record<string, unknown>;

const UNREACHED = __("There is no connection. Please try again when there is one.");
const UNSENT = __("There is no connection. What you wrote is kept; please try again.");
const API = "/api/method/yumen_governance.api.";

/** Ask for something; changes nothing. `patience`: milliseconds until no answer counts as no connection. */
export function ask<Answer>(method: string, values: Values = {}, patience?: number): Promise<Answer> {
	const told = Object.entries(values).map(([key, value]) => [key, String(value)]);
	const query = told.length ? `?${new URLSearchParams(told)}` : "";
	return call(`${API}${method}${query}`, { method: "GET" }, patience);
}

/** Send something that the server is to keep, files of the field `pictures` beside it. */
export function send<Answer>(
	method: string,
	values: Values,
	pictures: File[] = [],
	patience?: number,
): Promise<Answer> {
	const body = new FormData();
	for (const [key, value] of Object.entries(values)) {
		body.append(key, typeof value === "string" ? value : JSON.stringify(value));
	}
	for (const picture of pictures) body.append("pictures", picture, picture.name);
	return call(`${API}${method}`, { method: "POST", body }, patience);
}

/** Call an address of the server with what every call carries. */
export async function call<Answer>(path: string, request: RequestInit, patience?: number): Promise<Answer> {
	const headers = {
		Accept: "application/json",
		"Accept-Language": "zh-CN",
		...(boot.csrf_token ? { "X-Frappe-CSRF-Token": boot.csrf_token } : {}),
	};
	const giving = new AbortController();
	const timer = patience ? setTimeout(() => giving.abort(), patience) : undefined;
	const unreached = () => {
		throw new Refusal(0, request.method === "GET" ? UNREACHED : UNSENT);
	};
	try {
		const response = await fetch(path, { ...request, headers, signal: giving.signal }).catch(unreached);
		// an answer that breaks off in the middle is none
		const told = await response.json().catch(response.ok ? unreached : () => ({}));
		if (!response.ok) throw new Refusal(response.status, sentence(response.status, told), told.exc_type);
		return told.message as Answer;
	} finally {
		clearTimeout(timer);
	}
}

function sentence(status: number, told: { _server_messages?: string }): string {
	if (status === 413) return __("The pictures are too large. Please choose fewer or smaller ones.");
	const sentences = messages(told._server_messages);
	if (sentences.length) return sentences.join("\n");
	if (status === 429) return __("Too many requests. Please wait a while and try again.");
	return __("This didn't work. Please try again later, or call the centre.");
}

/** The sentences that came along, without their markup. */
function messages(packed?: string): string[] {
	try {
		const rows: string[] = JSON.parse(packed || "[]");
		return rows.map((row) => plain(JSON.parse(row).message)).filter(Boolean);
	} catch {
		return [];
	}
}

function plain(html: string): string {
	const page = new DOMParser().parseFromString(html.replace(/<br\s*\/?>/g, "\n"), "text/html");
	return page.body.textContent?.trim() ?? "";
}
