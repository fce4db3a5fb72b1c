import { computed, type ComputedRef } from "vue";
import { useRecords } from "@/sync";
import type { VisitChoice } from "./types";

/** The words of a kind that the office offers to tap. */
export function useWords(kind: VisitChoice["kind"]): ComputedRef<string[]> {
	const rows = useRecords<VisitChoice>("visit_choices", (row) => row.kind === kind);
	return computed(() =>
		[...rows.value].sort((a, b) => a.sort_order - b.sort_order).map(({ label }) => label),
	);
}
