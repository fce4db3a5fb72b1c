import { boot } from "@/shell/boot";
import { ask, call, Refusal, send } from "@/shell/http";
import type { Alive, Answer, Begun, Marks, Pulled, Pushed, Server } from "./server";

/** How long an answer is waited for, in milliseconds: a bad network takes seconds, a broken one for ever. */
const PATIENCE = 40_000;
/** How often a call is made that isn't answered, and the pause between, in milliseconds. */
const TIMES = 3;
const PAUSE = 700;

/** What the phone asks of the server, by the functions of `api/sync.py`; each may be called twice and counts once. */
export const server: Server = {
	async alive(device) {
		const told = await again(() => ask<Alive>("sync.alive", { device }, PATIENCE));
		boot.csrf_token = told.csrf_token;
		return told;
	},
	async begin(device) {
		const told = await again(() => send<Begun>("sync.begin", { device }, [], PATIENCE));
		if (told.csrf_token) boot.csrf_token = told.csrf_token;
		return told;
	},
	pull: (marks: Marks) => again(() => ask<Pulled>("sync.pull", { marks: JSON.stringify(marks) }, PATIENCE)),
	push: (items: Pushed[], sentOn: string) =>
		again(() => send<Answer[]>("sync.push", { items, sent_on: sentOn }, [], PATIENCE)),
	async upload(upload, offset, total, chunk) {
		const body = new FormData();
		for (const [name, value] of Object.entries({ upload, offset, total }))
			body.append(name, String(value));
		body.append("chunk", new Blob([chunk]), "chunk");
		const path = "/api/method/yumen_governance.api.sync.upload";
		const told = await again(() => call<{ offset: number }>(path, { method: "POST", body }, PATIENCE));
		return told.offset;
	},
	logout: () => call("/api/method/logout", { method: "POST" }, PATIENCE),
};

/** Make a call once more when its answer got lost on the way. */
async function again<Told>(make: () => Promise<Told>): Promise<Told> {
	for (let time = 1; ; time++) {
		try {
			return await make();
		} catch (error) {
			const isLost = error instanceof Refusal && error.status === 0;
			if (!isLost || time === TIMES || !navigator.onLine) throw error;
			await new Promise((done) => setTimeout(done, PAUSE * time));
		}
	}
}
