import { boot } from "@/shell/boot";
import { Refusal } from "@/shell/http";
import { server } from "./calls";
import { online, outbox, pulledRows, pulling, records, state, type State } from "./core";
import { pullAll } from "./pulling";
import { sendAll } from "./sending";
import { contact, isLeaving } from "./session";
import { alone, hearTabs, tellTabs } from "./tabs";

/** Milliseconds between two contacts of a page that is looked at, and the longest wait after failures. */
const EVERY = 60_000;
const LONGEST = 60_000;
/** What a call may be refused with when its session, its key or its token isn't valid any more. */
const STALE = [400, 401, 403];
/** Without a network so far: the session may open the records as well as a PIN. */
const CLOSED: State[] = ["locked", "unreached"];

let running: Promise<void> | undefined;
let isWanted = false;
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Send what waits and fetch what is new; several calls at a time are one. */
export function syncNow(): Promise<void> {
	isWanted = true;
	running ??= run().finally(() => (running = undefined));
	return running;
}

/** Keep phone and server together from now on: at once, every minute, when the network is back, when a tab says so. */
export function keepInStep(): void {
	addEventListener("online", () => void soon(0));
	addEventListener("offline", () => (online.value = false));
	document.addEventListener("visibilitychange", () => document.hidden || void soon(0));
	hearTabs((news) => {
		if (news === "put") void outbox.readAgain().then(syncNow);
		if (news === "outbox") void outbox.readAgain();
		if (news === "records") void records.readAgain();
		if (news === "ended" && state.value === "open") location.reload();
	});
	void syncNow();
}

async function run(): Promise<void> {
	clearTimeout(timer);
	while (isWanted) {
		isWanted = false;
		const before = outbox.unsent.value;
		try {
			if (isToAsk()) await contact();
			if (state.value === "open") await alone(() => inSession(round));
			failures = 0;
		} catch (error) {
			// a server that can't be reached, or isn't well: what waits goes on waiting
			if (error instanceof Refusal && error.status === 0) online.value = false;
			failures = outbox.unsent.value < before ? 1 : failures + 1;
			isWanted = false;
		}
	}
	if (state.value === "open" || isToAsk()) soon(failures ? pause() : EVERY);
}

/** Whether the server has to say, or to hear, how the session stands. */
function isToAsk(): boolean {
	return CLOSED.includes(state.value) || isLeaving.value;
}

/** The longer, the more often it failed; never all phones of a village at the same moment. */
function pause(): number {
	return Math.min(LONGEST, 1000 * 2 ** failures) * (0.75 + Math.random() / 2);
}

function soon(milliseconds: number): void {
	clearTimeout(timer);
	timer = setTimeout(
		() => (document.hidden && !outbox.unsent.value ? soon(EVERY) : void syncNow()),
		milliseconds,
	);
}

/** Do something with a valid session: once more when it was refused and the server has given the keys anew. */
async function inSession(work: () => Promise<void>): Promise<void> {
	if (!boot.csrf_token && !(await contact())) return;
	try {
		await work();
	} catch (error) {
		if (!(error instanceof Refusal) || !STALE.includes(error.status)) throw error;
		if (await contact()) await work();
	}
}

async function round(): Promise<void> {
	const before = records.pulledOn.value;
	let rows = 0;
	try {
		await outbox.readAgain();
		const isAllSent = await sendAll(outbox, records, server);
		pulling.value = true;
		await pullAll(records, server, (sofar) => (rows = pulledRows.value = sofar));
		online.value = true;
		for (const item of outbox.items.value) if (item.status === "sent") await outbox.remove(item.id);
		if (!isAllSent) throw new Error("The server asked to come again later.");
	} finally {
		pulling.value = false;
		pulledRows.value = 0;
		tellTabs("outbox");
		if (rows || records.pulledOn.value !== before) tellTabs("records");
	}
}
