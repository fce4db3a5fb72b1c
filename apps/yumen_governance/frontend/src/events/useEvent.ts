import { ask } from "@/shell/http";
import { sentenceOf } from "@/shell/problems";
import { __ } from "@/shell/translation";
import { network, useRecord } from "@/sync";
import { computed, ref, watch, type ComputedRef, type Ref } from "vue";
import type { EventRow } from "./types";

/** An event that is on the phone, else asked from the server: one that is closed, or lies in another grid. */
export function useEvent(name: Ref<string>): {
	event: ComputedRef<EventRow | undefined>;
	problem: ComputedRef<string>;
} {
	const kept = useRecord<EventRow>("events", name);
	const asked = ref<EventRow>();
	const problem = ref("");
	watch(
		[name, () => !kept.value && network.online.value],
		async ([wanted, isMissing]) => {
			problem.value = "";
			if (!isMissing) return;
			try {
				const told = await ask<EventRow>("field_app.event", { name: wanted });
				if (wanted === name.value) asked.value = told;
			} catch (error) {
				if (!kept.value && wanted === name.value) problem.value = sentenceOf(error);
			}
		},
		{ immediate: true },
	);
	const event = computed(() => kept.value ?? (asked.value?.name === name.value ? asked.value : undefined));
	return {
		event,
		problem: computed(() => {
			if (event.value) return "";
			return network.online.value
				? problem.value
				: __("This event isn't on the phone. Open it with a network.");
		}),
	};
}
