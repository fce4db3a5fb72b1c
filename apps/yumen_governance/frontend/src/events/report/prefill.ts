import type { LocationQuery } from "vue-router";
import { outbox, photosOf } from "@/sync";
import { isEmpty, type Draft } from "./draft";

/** Where the draft of a report lies that another page asks for. */
export function drawerOf(query: LocationQuery): string {
	return query.visit ? `report of visit ${query.visit}` : "report";
}

/**
 * Fill a draft with what another page or an unsent report brings along.
 *
 * @returns the id of the item that this report stands for from now on, if it is one
 */
export async function prefill(draft: Draft, query: LocationQuery): Promise<string | undefined> {
	const told = (name: string) => (typeof query[name] === "string" ? (query[name] as string) : "");
	const item = told("item") ? outbox.item(told("item")) : undefined;
	if (item) {
		const values = item.values as Record<string, string | number>;
		const text = (name: string) => String(values[name] ?? "");
		Object.assign(draft, {
			...{
				category: text("category"),
				text: text("text"),
				result: text("result"),
				visit: text("visit"),
			},
			...{ reporter_name: text("reporter_name"), reporter_phone: text("reporter_phone") },
			isSettled: !!values.result,
			place: {
				...{
					address: text("address"),
					standard_address: text("standard_address"),
					grid: text("grid"),
				},
				...{ longitude: Number(values.longitude) || null, latitude: Number(values.latitude) || null },
			},
			photos: await photosOf(item.id),
		});
		return item.id;
	}
	// A report of the same visit that was begun before goes on as it was left
	if (told("visit") && !isEmpty(draft)) return undefined;
	if (told("text")) draft.text = told("text");
	if (told("category")) draft.category = told("category");
	if (told("visit")) draft.visit = told("visit");
	if (told("address") || told("place")) {
		const place = { address: told("place"), standard_address: told("address"), grid: told("grid") };
		draft.place = { ...place, longitude: null, latitude: null };
	}
	return undefined;
}
