import { ref } from "vue";
import { kept, type PinLock } from "./database";
import { lockByPin, unlockByPin } from "./sealing";

/** right: it opened; wrong: it didn't; gone: there is no PIN, or it was typed wrong too often. */
export type Outcome = "right" | "wrong" | "gone";

/** After so many wrong PINs what they open is deleted: ten thousand could be tried in an hour. */
export const MOST_WRONG = 5;
export const LENGTH = 6;

/** Whether a PIN opens what is kept here. */
export const hasPin = ref(false);
/** How many more times it may be typed wrong. */
export const triesLeft = ref(MOST_WRONG);

/** See whether there is a PIN. */
export async function look(): Promise<boolean> {
	const lock = await locked();
	hasPin.value = !!lock;
	triesLeft.value = MOST_WRONG - (lock?.wrong ?? 0);
	return hasPin.value;
}

/** Keep a secret that this PIN opens. */
export async function set(chosen: string, secret: object): Promise<void> {
	const lock: PinLock = { ...(await lockByPin(chosen, secret)), wrong: 0 };
	await (await kept()).put("about", lock, "pin");
	await look();
}

/** Open the secret. The try is counted before it is made: a page that is closed meanwhile doesn't give it back. */
export async function open<Secret>(typed: string): Promise<{ outcome: Outcome; secret?: Secret }> {
	const base = await kept();
	const lock = await locked();
	if (!lock) return { outcome: "gone" };
	await base.put("about", { ...lock, wrong: lock.wrong + 1 }, "pin");
	const secret = await unlockByPin<Secret>(typed, lock);
	if (secret) await base.put("about", { ...lock, wrong: 0 }, "pin");
	else if (lock.wrong + 1 >= MOST_WRONG) await base.delete("about", "pin");
	const isThere = await look();
	return secret ? { outcome: "right", secret } : { outcome: isThere ? "wrong" : "gone" };
}

/** Whether a PIN is one that everybody tries first. */
export function isWeak(chosen: string): boolean {
	const steps = [...chosen].slice(1).map((digit, place) => Number(digit) - Number(chosen[place]));
	return steps.every((step) => step === steps[0] && Math.abs(step) <= 1);
}

async function locked(): Promise<PinLock | undefined> {
	return (await (await kept()).get("about", "pin")) as PinLock | undefined;
}
