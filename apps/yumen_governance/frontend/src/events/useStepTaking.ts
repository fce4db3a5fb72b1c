import { computed, ref, type ComputedRef, type Ref } from "vue";
import { useBusy } from "@/shell/problems";
import { stepsOf, takeStep, type Answers } from "./steps";
import type { EventRow, Step, Ways } from "./types";

/** The steps of an event, the one whose form is open, and how one is taken. */
export function useStepTaking(
	event: () => EventRow | undefined,
	ways: () => Ways | undefined,
): {
	steps: ComputedRef<Step[]>;
	chosen: Ref<Step | undefined>;
	isBusy: Ref<boolean>;
	problem: Ref<string>;
	choose: (step: Step) => Promise<void>;
	take: (step: Step, answers: Answers, photos: Blob[]) => Promise<void>;
} {
	const chosen = ref<Step>();
	const { isBusy, problem, during } = useBusy();
	const steps = computed(() => {
		const now = event();
		return now ? stepsOf(now, ways()) : [];
	});
	const take = (step: Step, answers: Answers, photos: Blob[]) =>
		during(async () => {
			await takeStep(event()!, step, answers, photos);
			// the form of the next step may be open already
			if (chosen.value?.action === step.action) chosen.value = undefined;
		});
	async function choose(step: Step) {
		if (step.asks.length) chosen.value = step;
		else await take(step, {}, []);
	}
	return { steps, chosen, isBusy, problem, choose, take };
}
