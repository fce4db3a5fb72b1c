import { onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from "vue";
import { useRoute, useRouter } from "vue-router";
import { useBusy } from "@/shell/problems";

/** What lies under a code. The code stands after the # of the address, which no server's log keeps. */
export function useCode<Found>(show: (code: string) => Promise<Found>): {
	code: Ref<string>;
	found: ShallowRef<Found | undefined>;
	isBusy: Ref<boolean>;
	problem: Ref<string>;
	/** ask for it, or do something with it that answers how it is now */
	look: (asking?: (code: string) => Promise<Found>) => Promise<void>;
	/** look under the code that was typed */
	enter: () => void;
} {
	const route = useRoute();
	const router = useRouter();
	const code = ref("");
	const found = shallowRef<Found>();
	const { isBusy, problem, during } = useBusy();
	const look = (asking = show) =>
		during(async () => {
			found.value = await asking(code.value);
		});

	function open() {
		code.value = route.hash.slice(1);
		found.value = undefined;
		if (code.value) void look();
	}

	function enter() {
		const hash = `#${code.value.trim()}`;
		if (route.hash === hash) void look();
		else void router.replace({ hash });
	}

	onMounted(open);
	watch(() => route.hash, open);
	return { code, found, isBusy, problem, look, enter };
}
