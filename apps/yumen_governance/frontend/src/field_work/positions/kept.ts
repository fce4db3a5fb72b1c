/** The task whose positions are taken, kept on the phone so that it goes on after the page was opened anew. */
import { me } from "@/sync";

const PLACE = "positions.task";

export interface PositionTask {
	/** DocType of the task */
	type: string;
	name: string;
	/** what the sign calls it */
	label: string;
}

export interface Kept {
	user: string;
	task: PositionTask;
	paused: boolean;
	/** milliseconds since 1970 */
	since: number;
}

/** Keep the task that is on; null forgets it. */
export function remember(task: PositionTask | null, paused: boolean, since: number): void {
	try {
		if (!task) localStorage.removeItem(PLACE);
		else {
			const kept: Kept = { user: me.value.user, task, paused, since };
			localStorage.setItem(PLACE, JSON.stringify(kept));
		}
	} catch {
		// a browser that keeps nothing stops with the page
	}
}

/** Return the task that was kept. */
export function known(): Kept | null {
	try {
		return JSON.parse(localStorage.getItem(PLACE) || "null");
	} catch {
		return null;
	}
}
