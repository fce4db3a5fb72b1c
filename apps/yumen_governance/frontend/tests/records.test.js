import assert from "node:assert/strict";
import { test } from "node:test";
import { bundled } from "./bundled.js";
import { FakeServer } from "./fake_server.js";

const KEY = Buffer.alloc(32, 7).toString("base64");
const CODE = `
	import "fake-indexeddb/auto";
	export { Records } from "./sync/records";
	export { pullAll } from "./sync/pulling";
	export { keyOf } from "./sync/sealing";
	export { kept } from "./sync/database";
	export * as pin from "./sync/pin";
`;
const row = (name, more = {}) => ({ name, modified: "m", grid_path: "/a/b/", ...more });
const page = (rows, more = false, mark = ["m", rows.at(-1)?.name]) => ({ rows, mark, more });

async function phone(t) {
	const app = await bundled(t, CODE);
	const records = new app.Records();
	await records.open(await app.keyOf(KEY));
	const server = new FakeServer();
	const pull = () => app.pullAll(records, server, () => {});
	const names = (store) => [...records.rows(store).value.keys()];
	return { app, records, server, pull, names };
}

test("pages come until there are no more, and a phone that dies in between goes on from its marks", async (t) => {
	const { app, server, pull } = await phone(t);
	let isDead = true;
	server.pages = [
		{ when: (marks) => !marks.shape, answer: { stores: { events: page([row("E1"), row("E2")], true) } } },
		{
			when: (marks) => marks.stores?.events?.[1] === "E2",
			get answer() {
				if (isDead) throw new Error("The network broke off.");
				return { stores: { events: page([row("E3")]) } };
			},
		},
	];
	await assert.rejects(pull());
	isDead = false;
	const again = new app.Records();
	await again.open(await app.keyOf(KEY));
	again.rows("events");
	await app.pullAll(again, server, () => {});
	assert.deepEqual([...again.rows("events").value.keys()], ["E1", "E2", "E3"]);
});

test("what is gone and what lies in a lost territory is deleted, before anything else", async (t) => {
	const { app, records, server, pull, names } = await phone(t);
	let seen;
	records.rows("events");
	const rows = [row("E1"), row("E2"), row("E3", { grid_path: "/a/c/" }), row("E4", { grid_path: "" })];
	server.pages = [{ when: (marks) => !marks.shape, answer: { stores: { events: page(rows) } } }];
	server.pages[0].answer.territories = [{ grid: "A", path: "/a/", title: "社区" }];
	await pull();
	server.pages = [{ when: () => true, answer: { gone: { events: ["E2"] } } }];
	await pull();
	server.pages = [
		{
			when: ({ shape }) => shape === "one",
			answer: { shape: "two", anew: true, stores: { events: page([row("E1")], true) } },
		},
		{
			when: () => {
				seen = names("events");
				return true;
			},
			answer: { shape: "two", stores: { events: page([rows[3]]) } },
		},
	];
	await pull();
	assert.deepEqual(seen, ["E1", "E4"]);
	assert.deepEqual(names("events"), ["E1", "E4"]);
	assert.equal(await (await app.kept()).count("records"), 2);
});

test("what isn't told anew from the beginning goes, but not before all was told", async (t) => {
	const { records, server, pull, names } = await phone(t);
	records.rows("events");
	server.pages = [
		{ when: (marks) => !marks.shape, answer: { stores: { events: page([row("E1"), row("E2")]) } } },
	];
	await pull();
	let seen;
	server.pages = [
		{
			when: (marks) => marks.shape === "one",
			answer: {
				shape: "two",
				anew: true,
				stores: { events: page([row("E1", { title: "新" })], true) },
			},
		},
		{
			when: () => {
				seen = names("events");
				return true;
			},
			answer: { shape: "two", stores: { events: page([row("E3")]) } },
		},
	];
	await pull();
	assert.deepEqual(seen, ["E1", "E2"]);
	assert.deepEqual(names("events").sort(), ["E1", "E3"]);
	assert.equal(records.rows("events").value.get("E1").title, "新");
});

test("records are sealed, and gone with another key", async (t) => {
	const { app, records, server, pull } = await phone(t);
	server.pages = [
		{
			when: (marks) => !marks.shape,
			answer: { stores: { households: page([row("H1", { head: "王小明" })]) } },
		},
	];
	await pull();
	const [kept] = await (await app.kept()).getAll("records");
	assert.ok(!Buffer.from(kept.sealed).includes(Buffer.from("王小明")));
	await records.open(await app.keyOf(Buffer.alloc(32, 9).toString("base64")));
	assert.equal(await (await app.kept()).count("records"), 0);
	assert.deepEqual(await records.marks(), {});
});

test("a PIN opens the key, and five wrong ones delete it", async (t) => {
	const { app } = await phone(t);
	await app.pin.set("271828", { key: KEY });
	assert.deepEqual(await app.pin.open("271828"), { outcome: "right", secret: { key: KEY } });
	for (let time = 1; time < app.pin.MOST_WRONG; time++) {
		assert.equal((await app.pin.open("000001")).outcome, "wrong");
	}
	assert.equal((await app.pin.open("000001")).outcome, "gone");
	assert.equal((await app.pin.open("271828")).outcome, "gone");
	assert.deepEqual(["111111", "123456", "654321", "271828"].map(app.pin.isWeak), [true, true, true, false]);
});
