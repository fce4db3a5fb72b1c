const KEPT = "clock.off";
/** The server's time as it told last, beside the phone's two clocks at that moment. */
let told: { server: number; passed: number; shown: number } | undefined;
/** How far the phone's clock was off when the server was last heard, in milliseconds; kept over a reload. */
let off = Number(globalThis.localStorage?.getItem(KEPT) ?? 0);

/**
 * The server's time as reckoned.
 *
 * What has passed since is told by the clock that nobody can set, which stands still while a phone sleeps, or by the
 * phone's own, which doesn't: by whichever went further.
 */
export function now(): Date {
	if (!told) return new Date(Date.now() + off);
	return new Date(told.server + Math.max(performance.now() - told.passed, Date.now() - told.shown));
}

/** Set the clock by an answer of the server. */
export function tell(server: string): void {
	const moment = Date.parse(server);
	if (Number.isNaN(moment)) return;
	told = { server: moment, passed: performance.now(), shown: Date.now() };
	off = moment - Date.now();
	globalThis.localStorage?.setItem(KEPT, String(off));
}
