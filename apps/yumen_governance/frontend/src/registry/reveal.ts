import { boot } from "@/shell/boot";
import { ask, Refusal } from "@/shell/http";
import { __ } from "@/shell/translation";

/** What a person may name as the reason for seeing a masked value. */
export interface Purpose {
	name: string;
	requires_note: 0 | 1;
	requires_case: 0 | 1;
}

/** What this person's roles may have revealed. */
export interface Reveals {
	/** by DocType, the fields */
	fields: Record<string, string[]>;
	purposes: Purpose[];
	shown_seconds: number;
}

let asked: Promise<Reveals> | undefined;

/** Ask once what may be revealed at all; only with a network. */
export function reveals(): Promise<Reveals> {
	asked ??= ask<Reveals>("collecting.reveals").catch((error) => {
		asked = undefined;
		throw error;
	});
	return asked;
}

/** Ask for one plain value; it is written down who saw it and why, and is kept nowhere on the phone. */
export async function reveal(
	doctype: string,
	name: string,
	fieldname: string,
	purpose: string,
	note: string,
): Promise<string> {
	const body = new FormData();
	for (const [key, value] of Object.entries({ doctype, name, fieldname, purpose, note }))
		body.append(key, value);
	const headers = {
		Accept: "application/json",
		"Accept-Language": "zh-CN",
		"X-Frappe-CSRF-Token": boot.csrf_token ?? "",
	};
	const path = "/api/method/yumen_governance.api.reveal.reveal";
	const response = await fetch(path, { method: "POST", body, headers, cache: "no-store" }).catch(
		() => undefined,
	);
	const told = (await response?.json().catch(() => ({}))) as
		{ value?: string; refusal?: string } | undefined;
	if (told?.value !== undefined) return told.value;
	throw new Refusal(
		response?.status ?? 0,
		told?.refusal ?? __("A phone number is shown only with a network. Please try again."),
	);
}
