import { computed, ref, watch, type ComputedRef } from "vue";
import { distance } from "@/components/geo";
import { pointOf } from "@/components/place";
import { send } from "@/shell/http";
import { network, useRecords } from "@/sync";
import type { EventRow } from "../types";
import type { Draft } from "./draft";

/** An event that may be about the same matter. */
export interface Nearby {
	name: string;
	title: string;
	metres?: number;
}

interface Related {
	events: { name: string; title: string; stage: string }[];
}

const NEAR = 150;
const ALIKE = 0.4;
const FEW = 3;
const PATIENCE = 900;
const SHORTEST = 4;

/** Open events near the place or of alike words: those on the phone at once, those of the server as soon as it answers. */
export function useNearby(draft: Draft): ComputedRef<Nearby[]> {
	const events = useRecords<EventRow>("events", (event) => !event.unsent);
	const told = ref<Nearby[]>([]);
	const here = computed(() => onPhone(draft, events.value));
	let timer = 0;
	let asking = 0;
	watch(
		() => [draft.text, draft.place.address, draft.place.longitude, draft.place.grid],
		() => {
			clearTimeout(timer);
			asking += 1;
			if (draft.text.trim().length < SHORTEST) told.value = [];
			else if (network.online.value) timer = window.setTimeout(askServer, PATIENCE);
		},
	);

	async function askServer() {
		const question = asking;
		const { related } = await asked(draft).catch(() => ({ related: [] }));
		// what was asked before more was written, or after all was thrown away, is no answer any more
		if (question === asking) told.value = related;
	}

	return computed(() => {
		const all = new Map([...told.value, ...here.value].map((event) => [event.name, event]));
		return [...all.values()].slice(0, FEW);
	});
}

function onPhone(draft: Draft, events: EventRow[]): Nearby[] {
	const point = pointOf(draft.place);
	const words = pairs(draft.text);
	return events
		.map((event) => {
			const there = pointOf(event);
			const metres = point && there ? Math.round(distance(point, there)) : undefined;
			const isNear =
				metres !== undefined
					? metres <= NEAR
					: !!event.address && event.address === draft.place.address;
			const share = alike(words, pairs(`${event.title}${event.description ?? ""}`));
			const isSame =
				(isNear && event.category === draft.category) || (share >= ALIKE && words.size > 2);
			return { event, metres, isSame, share };
		})
		.filter(({ isSame }) => isSame)
		.sort((one, other) => other.share - one.share || (one.metres ?? NEAR) - (other.metres ?? NEAR))
		.slice(0, FEW)
		.map(({ event, metres }) => ({ name: event.name, title: event.title, metres }));
}

/** What the server finds by its own keys, which reach beyond what is on this phone. */
async function asked(draft: Draft): Promise<{ related: Nearby[] }> {
	const { longitude, latitude, address, grid } = draft.place;
	const geometry = { type: "Point", coordinates: [longitude, latitude] };
	const place = { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry }] };
	const event = {
		...{ title: draft.text.slice(0, 60), description: draft.text, address, grid },
		location: longitude ? JSON.stringify(place) : "",
	};
	const { events } = await send<Related>("intake.related_events", { event });
	const open = events.filter(({ stage }) => stage !== "Closed" && stage !== "Void");
	return { related: open.map(({ name, title }) => ({ name, title })) };
}

function pairs(text: string): Set<string> {
	const plain = text.replace(/[^\p{L}\p{N}]/gu, "");
	return new Set(
		Array.from({ length: Math.max(0, plain.length - 1) }, (_none, at) => plain.slice(at, at + 2)),
	);
}

/** The share of the pairs of characters that the shorter text has in common with the other. */
function alike(one: Set<string>, other: Set<string>): number {
	const shared = [...one].filter((pair) => other.has(pair)).length;
	return shared / Math.max(1, Math.min(one.size, other.size));
}
