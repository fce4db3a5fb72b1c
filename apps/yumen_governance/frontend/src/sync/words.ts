/** A moment in ISO form as the server tells moments: its own time, `2026-11-30 09:05:00`. */
export function localMoment(iso: string): string {
	return new Date(iso).toLocaleString("sv-SE", { timeZone: "Asia/Shanghai" });
}
