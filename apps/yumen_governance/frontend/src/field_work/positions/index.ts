/** Positions while a task is on: begun and ended by the task, seen by a sign, paused by the member. */
import { computed, ref, shallowRef } from "vue";
import { __ } from "@/shell/translation";
import { me, now, put } from "@/sync";
import { known, remember, type PositionTask } from "./kept";
import { thinned, type TrailPoint } from "./thin";

export type { PositionTask };

const POINTS_AT_ONCE = 20;
const SEND_AFTER = 5 * 60 * 1000;
// A task that nobody ended is over for the phone after this time
const LONGEST = 12 * 60 * 60 * 1000;
const task = shallowRef<PositionTask | null>(null);
const paused = ref(false);
const isRefused = ref(false);
let points: TrailPoint[] = [];
let last: TrailPoint | undefined;
let since = 0;
let watching: number | null = null;
let sending: ReturnType<typeof setInterval> | undefined;

/** What the sign shows, and how a task starts and stops it. */
export function usePositionTask() {
	return {
		task: computed(() => task.value),
		paused: computed(() => paused.value),
		isRefused: computed(() => isRefused.value),
		startTask,
		stopTask,
		pause,
		goOn,
		restore,
		leave,
	};
}

function startTask(begun: PositionTask): void {
	if (task.value?.name === begun.name) return;
	void stopTask();
	task.value = begun;
	paused.value = false;
	since = Date.now();
	remember(task.value, paused.value, since);
	observe();
}

/** Stop with a task; without a name whatever task is on. */
async function stopTask(name?: string): Promise<void> {
	if (!task.value || (name && task.value.name !== name)) return;
	unobserve();
	// another task may begin while these are being stored
	const flushed = flush();
	task.value = null;
	last = undefined;
	remember(task.value, paused.value, since);
	await flushed;
}

function pause(): void {
	paused.value = true;
	unobserve();
	void flush();
	remember(task.value, paused.value, since);
}

function goOn(): void {
	paused.value = false;
	last = undefined;
	remember(task.value, paused.value, since);
	observe();
}

/** Go on after the page was opened anew, while the same person's task is still on. */
function restore(): void {
	if (task.value) return paused.value ? undefined : observe();
	const kept = known();
	if (!kept || kept.user !== me.value.user || Date.now() - kept.since > LONGEST) return;
	task.value = kept.task;
	paused.value = kept.paused;
	since = kept.since;
	if (!kept.paused) observe();
}

/** Look no more while nobody is signed in; what isn't stored by then is forgotten. */
function leave(): void {
	unobserve();
	points = [];
	task.value = null;
}

function observe(): void {
	if (watching !== null) return;
	if (!navigator.geolocation) {
		isRefused.value = true;
		return;
	}
	isRefused.value = false;
	watching = navigator.geolocation.watchPosition(
		({ coords }) => {
			if (Date.now() - since > LONGEST) return void stopTask();
			const point = thinned(last, coords, now().getTime());
			if (!point) return;
			last = point;
			points.push(point);
			if (points.length >= POINTS_AT_ONCE) void flush();
		},
		({ code }) => (isRefused.value = code === GeolocationPositionError.PERMISSION_DENIED),
		{ enableHighAccuracy: true, maximumAge: 10_000 },
	);
	sending = setInterval(() => void flush(), SEND_AFTER);
	document.addEventListener("visibilitychange", flushWhenHidden);
}

function unobserve(): void {
	if (watching !== null) navigator.geolocation.clearWatch(watching);
	watching = null;
	clearInterval(sending);
	document.removeEventListener("visibilitychange", flushWhenHidden);
}

function flushWhenHidden(): void {
	if (document.visibilityState === "hidden") void flush();
}

async function flush(): Promise<void> {
	if (!points.length || !task.value) return;
	const taken = points;
	points = [];
	const { type, name, label } = task.value;
	await put({
		kind: "positions",
		values: { task_type: type, task: name, points: taken },
		label: __("Positions: {0}", label),
	}).catch(() => undefined); // where somebody went holds up nobody's work
}
