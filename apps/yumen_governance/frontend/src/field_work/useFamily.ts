import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from "vue";
import { useRecords, type RowOfStore } from "@/sync";

/** Somebody who is registered in a household, as the registry's store gives them. */
export interface Resident extends RowOfStore {
	resident_name: string;
	household?: string;
	/** to the head, in words */
	relation?: string;
	phone?: string;
	needs_attention?: 0 | 1;
}

/** Who is registered in a household. */
export function useFamily(household: MaybeRefOrGetter<string>): ComputedRef<Resident[]> {
	const residents = useRecords<Resident>("residents");
	return computed(() => residents.value.filter((row) => row.household === toValue(household)));
}
