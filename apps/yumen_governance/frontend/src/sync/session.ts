import { ref } from "vue";
import { Refusal } from "@/shell/http";
import { server } from "./calls";
import { tell } from "./clock";
import { me, outbox, records, state, type State } from "./core";
import { countOfAll, device, emptyAll, forgetDevice, forgetOld, isLeft, noteLeft } from "./outbox_base";
import * as pin from "./pin";
import { keyOf } from "./sealing";
import type { Alive, Begun } from "./server";
import { tellTabs } from "./tabs";

export type Secret = Pick<Begun, "key" | "outbox_key" | "user" | "full_name" | "roles">;

/** How long the PIN's page waits for a server that may answer, in milliseconds. */
const MOMENT = 2500;

/** Caches of the program itself, which tell of nobody. */
const PROGRAM = /precache|number-reader/;
/** Where one signs in, and comes back from. */
export const SIGN_IN = "/login?redirect-to=/grid";
/** How many items wait on this phone while nobody is signed in. */
export const waiting = ref(0);
/** Whether somebody signed out here without a network, so that the server still has to be told. */
export const isLeaving = ref(false);

/** Open what the phone keeps: by the session, or else by the PIN. */
export async function start(): Promise<void> {
	if (!isSecureContext || !crypto.subtle) return void (state.value = "unsafe");
	isLeaving.value = await isLeft();
	const kept = (await pin.look()) ? "locked" : isLeaving.value ? "ended" : undefined;
	const timer = setTimeout(() => whileStarting(kept ?? "starting"), navigator.onLine ? MOMENT : 0);
	try {
		await contact();
	} catch {
		whileStarting(kept ?? "unreached");
	} finally {
		clearTimeout(timer);
	}
}

/** Ask whether the session is alive, and take its keys; without one everything is deleted that isn't unsent. */
export async function contact(): Promise<boolean> {
	const told = await server.alive(await device());
	tell(told.now);
	if (told.state === "revoked") await emptyAll();
	const isLeft = isLeaving.value && (await finishLeaving(told.state));
	if (isLeft || told.state === "revoked" || told.state === "ended") {
		await close(told.state === "revoked" ? "revoked" : "ended");
		return false;
	}
	try {
		await begin();
	} catch (error) {
		if (!(error instanceof Refusal) || error.status !== 403) throw error;
		await close("barred");
		return false;
	}
	return true;
}

/** Open with a PIN, without a network. */
export async function unlock(typed: string): Promise<pin.Outcome> {
	const { outcome, secret } = await pin.open<Secret>(typed);
	if (secret) await open(secret);
	return outcome;
}

/** Let a PIN open the phone's records from now on; needs the network. */
export async function setPin(chosen: string): Promise<void> {
	const secret = await begin();
	await pin.set(chosen, secret);
}

/**
 * Delete what the phone keeps, and end the session, without a network at the next contact.
 *
 * What isn't sent waits for the same user.
 */
export async function signOut(): Promise<void> {
	await setLeaving(true);
	await close();
	await server.logout().then(
		() => setLeaving(false),
		() => undefined,
	);
}

/** Sign in on a revoked phone as on a new one: nothing of the old one is left. */
export async function signInAnew(): Promise<void> {
	await forgetDevice();
	location.assign(SIGN_IN);
}

/** Delete what belongs to a session that is over. */
export async function close(next: State = "ended"): Promise<void> {
	outbox.close();
	me.value = { user: "", full_name: "", roles: [] };
	waiting.value = await countOfAll();
	state.value = next;
	await records.wipe();
	await pin.look();
	const kept = (await globalThis.caches?.keys()) ?? [];
	await Promise.all(kept.filter((name) => !PROGRAM.test(name)).map((name) => caches.delete(name)));
	tellTabs("ended");
}

/** End the session that somebody left without a network; whether it was that one still, and not another since. */
async function finishLeaving(session: Alive["state"]): Promise<boolean> {
	if (session === "alive") await server.logout();
	await setLeaving(false);
	return session === "alive";
}

async function setLeaving(isSo: boolean): Promise<void> {
	await noteLeft(isSo);
	isLeaving.value = isSo;
}

async function begin(): Promise<Secret> {
	const told = await server.begin(await device());
	tell(told.now);
	const { key, outbox_key, user, full_name, roles } = told;
	const secret = { key, outbox_key, user, full_name, roles };
	await open(secret);
	return secret;
}

async function open({ key, outbox_key, ...person }: Secret): Promise<void> {
	await records.open(await keyOf(key));
	await outbox.open(await keyOf(outbox_key), person.user);
	await pin.look();
	me.value = person;
	state.value = "open";
	void forgetOld();
	void navigator.storage?.persist?.();
}

function whileStarting(next: State): void {
	if (state.value === "starting" || state.value === "locked") state.value = next;
}
