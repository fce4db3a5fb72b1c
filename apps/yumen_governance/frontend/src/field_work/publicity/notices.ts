/** The notices that are to be read out in the person's grids now. */
import { computed, type ComputedRef } from "vue";
import { thisMoment } from "@/shell/moments";
import { territories, useRecords } from "@/sync";
import type { Notice } from "./types";

export function useNotices(): ComputedRef<Notice[]> {
	const rows = useRecords<Notice>("notices");
	return computed(() =>
		rows.value
			.filter((notice) => isOut(notice) && isForMe(notice.grid_path))
			.sort(
				(a, b) => (b.is_pinned ?? 0) - (a.is_pinned ?? 0) || b.publish_on.localeCompare(a.publish_on),
			),
	);
}

function isOut({ publish_on, take_down_on }: Notice): boolean {
	const moment = thisMoment();
	return publish_on.slice(0, 19) <= moment && (!take_down_on || take_down_on.slice(0, 19) > moment);
}

/** Whether a notice is for everybody, for a grid of mine, or for one above or under it. */
function isForMe(path?: string): boolean {
	if (!path || !territories.value.length) return true;
	return territories.value.some((mine) => mine.path.startsWith(path) || path.startsWith(mine.path));
}
