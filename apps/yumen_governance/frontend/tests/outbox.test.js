import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "./bundled.js";
import { FakeServer } from "./fake_server.js";

const KEY = Buffer.alloc(32, 7).toString("base64");
const OTHER_KEY = Buffer.alloc(32, 8).toString("base64");
const CODE = `
	export { IDBFactory } from "fake-indexeddb";
	export { Outbox } from "./sync/outbox";
	export { Records } from "./sync/records";
	export { sendAll, CHUNK } from "./sync/sending";
	export { countOfAll } from "./sync/outbox_base";
	export { restingOn } from "./sync/queue";
	export { keyOf } from "./sync/sealing";
	export { unsent } from "./sync/database";
	import "fake-indexeddb/auto";
`;

async function phone(t) {
	const app = await bundled(t, CODE);
	const outbox = new app.Outbox();
	const records = new app.Records();
	await records.open(await app.keyOf(KEY));
	await outbox.open(await app.keyOf(KEY), "member@example.com");
	const server = new FakeServer();
	const send = () => app.sendAll(outbox, records, server);
	return { app, outbox, records, server, send };
}

const report = (text, more = {}) => ({ kind: "report_event", values: { text }, label: text, ...more });
const texts = (outbox) => outbox.items.value.map((item) => item.values.text);

test("items arrive once and in order however often the network breaks off", async (t) => {
	const { outbox, server, send } = await phone(t);
	const wanted = Array.from({ length: 45 }, (_each, number) => `r${number}`);
	for (const text of wanted) await outbox.put(report(text));
	let calls = 0;
	server.network = () => {
		if (++calls % 5 < 2) throw new Error("The network broke off.");
	};
	for (let round = 0; round < 40 && outbox.unsent.value; round++) await send().catch(() => undefined);
	assert.deepEqual(server.order, wanted);
	assert.equal(server.taken.size, 45);
	assert.equal(outbox.items.value.length, 0);
});

test("an item that is put while the outbox is read again stays in it", async (t) => {
	const { outbox } = await phone(t);
	await outbox.put(report("before"));
	const open = crypto.subtle.decrypt.bind(crypto.subtle);
	t.mock.method(crypto.subtle, "decrypt", async (...asked) => {
		await new Promise((done) => setTimeout(done, 200));
		return open(...asked);
	});
	const reading = outbox.readAgain();
	await outbox.put(report("meanwhile"));
	await reading;
	assert.deepEqual(texts(outbox), ["before", "meanwhile"]);
});

test("photos go on from where the server has them", async (t) => {
	const { app, outbox, server, send } = await phone(t);
	const bytes = new Uint8Array(app.CHUNK * 3 + 5).map((_byte, place) => place % 251);
	await outbox.put(report("with a photo", { photos: [new Blob([bytes], { type: "image/jpeg" })] }));
	let uploads = 0;
	server.network = (point) => {
		if (point === "after upload" && ++uploads === 2) throw new Error("The network broke off.");
	};
	await assert.rejects(send());
	const [half] = await outbox.uploads(outbox.items.value[0].id);
	assert.equal(half.offset, app.CHUNK);
	await send();
	const [taken] = server.taken.values();
	assert.deepEqual(taken.photos[0], bytes);
	// four chunks, and one of them again since its answer got lost
	assert.equal(uploads, 5);
});

test("what is kept can't be read without its key, nor in another item's place", async (t) => {
	const { app, outbox } = await phone(t);
	await outbox.put(report("王小明家"));
	await outbox.put(report("李大山家"));
	const base = await app.unsent();
	const [one, other] = await base.getAll("items");
	assert.ok(!Buffer.from(one.sealed).includes(Buffer.from("王小明")));
	assert.ok(!JSON.stringify([one, other]).includes("member@example.com"));
	await base.put("items", { ...one, sealed: other.sealed });
	await outbox.readAgain();
	assert.equal(outbox.items.value.length, 1);
});

test("another user neither sees nor sends what is not theirs", async (t) => {
	const { app, outbox, server, send } = await phone(t);
	for (let number = 0; number < 20; number++) await outbox.put(report(`r${number}`));
	outbox.close();
	await outbox.open(await app.keyOf(OTHER_KEY), "other@example.com");
	assert.equal(outbox.items.value.length, 0);
	await send();
	assert.equal(server.taken.size, 0);
	assert.equal(await app.countOfAll(), 20);
	await outbox.open(await app.keyOf(KEY), "member@example.com");
	assert.equal(outbox.unsent.value, 20);
	await send();
	assert.equal(server.taken.size, 20);
});

test("what is refused stays with its sentence, and holds up only what rests on it", async (t) => {
	const { app, outbox, server, send } = await phone(t);
	server.refusals.set("bad", { status: "refused", message: "缺少类别" });
	const bad = await outbox.put(report("bad"));
	await outbox.put(report("step", { values: { text: "step", event: bad.id } }));
	await outbox.put(report("good"));
	await send();
	assert.deepEqual(server.order, ["good"]);
	assert.deepEqual(texts(outbox), ["bad", "step"]);
	assert.equal(outbox.items.value[0].message, "缺少类别");
	assert.equal(outbox.items.value[1].status, "waiting");
	assert.equal(app.restingOn(outbox.items.value, outbox.items.value[0]).length, 1);

	const mended = await outbox.put(report("mended", { replaces: bad.id }));
	await send();
	assert.deepEqual(server.order, ["good", "mended", "step"]);
	const step = [...server.taken.values()].at(-1);
	assert.equal(step.values.event, mended.id);
});

test("a step upon a record that was made without a network names it and its version", async (t) => {
	const { outbox, server, send } = await phone(t);
	const made = await outbox.put(report("made"));
	await send();
	await outbox.put(
		report("step", {
			base: { store: "events", name: made.id, modified: "" },
			values: { text: "s", of: [made.id] },
		}),
	);
	await send();
	const step = [...server.taken.values()].at(-1);
	assert.deepEqual([step.values.of, step.base.name], [["REC-1"], "REC-1"]);
});

test("of two changes upon one version the second follows the first; a conflict shows the other's version", async (t) => {
	const { outbox, server, send } = await phone(t);
	const base = { store: "events", name: "REC-1", modified: "before" };
	await outbox.put(report("first", { base }));
	await send();
	await outbox.put(report("late", { base }));
	server.refusals.set("late", {
		status: "conflict",
		current: { name: "REC-1", modified: "newer", title: "改过" },
	});
	await send();
	const [late] = outbox.items.value;
	assert.equal(late.status, "conflict");
	assert.equal(late.current.title, "改过");
});

test("one item that the server can't take at all doesn't hold up the others", async (t) => {
	const { outbox, server, send } = await phone(t);
	for (const text of ["one", "poison", "two"]) await outbox.put(report(text));
	const push = server.push.bind(server);
	server.push = async (items) => {
		if (items.some((item) => item.values.text === "poison")) {
			throw Object.assign(new Error("内容有误"), { status: 417 });
		}
		return push(items);
	};
	await send();
	assert.deepEqual(server.order, ["one", "two"]);
	assert.deepEqual([texts(outbox), outbox.items.value[0].status], [["poison"], "refused"]);
});

test("a server that says later is asked later, and what follows isn't tried", async (t) => {
	const { outbox, server, send } = await phone(t);
	server.refusals.set("first", { status: "later" });
	await outbox.put(report("first"));
	assert.equal(await send(), false);
	assert.equal(outbox.items.value[0].status, "waiting");
});

test("a draft with photos comes back to its own writer", async (t) => {
	globalThis.navigator ??= { onLine: true };
	const app = await bundled(
		t,
		`import "fake-indexeddb/auto";
		export { outbox } from "./sync/core";
		export { keep, kept } from "./sync/drawer";
		export { keyOf } from "./sync/sealing";`,
	);
	await app.outbox.open(await app.keyOf(KEY), "member@example.com");
	const photo = new Blob([new Uint8Array([1, 2, 3])], { type: "image/jpeg" });
	await app.keep("report", { text: "路灯", place: { photos: [photo] } });
	const draft = await app.kept("report");
	assert.deepEqual([draft.text, draft.place.photos[0].type], ["路灯", "image/jpeg"]);
	assert.deepEqual(new Uint8Array(await draft.place.photos[0].arrayBuffer()), new Uint8Array([1, 2, 3]));
	await app.outbox.open(await app.keyOf(OTHER_KEY), "other@example.com");
	assert.equal(await app.kept("report"), null);
});
