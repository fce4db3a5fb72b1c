import { ref, type Ref } from "vue";
import { __ } from "./translation";

/** An error whose message is a sentence for the person. */
export class Sentence extends Error {}

/** What went wrong where no form of its own says it; the shell shows it until the next page. */
export const mishap = ref("");

/** What the person is told of an error; one that nobody wrote a sentence for goes to the console besides. */
export function sentenceOf(error: unknown): string {
	if (error instanceof Sentence) return error.message;
	console.error(error);
	return __("This didn't work. Please try again later, or call the centre.");
}

/**
 * Work that a tap begins and that may fail.
 *
 * `during` does it once however often is tapped meanwhile, and leaves the sentence that says why it failed.
 */
export function useBusy(): {
	isBusy: Ref<boolean>;
	problem: Ref<string>;
	during: (work: () => unknown) => Promise<void>;
} {
	const isBusy = ref(false);
	const problem = ref("");
	async function during(work: () => unknown): Promise<void> {
		if (isBusy.value) return;
		isBusy.value = true;
		problem.value = "";
		try {
			await work();
		} catch (error) {
			problem.value = sentenceOf(error);
		} finally {
			isBusy.value = false;
		}
	}
	return { isBusy, problem, during };
}
