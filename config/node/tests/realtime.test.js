import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { RealtimeBench, until } from "./realtime_bench.js";

const SITE = "yumen.localhost";
const OTHER_SITE = "other.localhost";
const PEOPLE = {
	[`${SITE} anna-sid`]: { user: "anna@example.com", user_type: "System User" },
	[`${SITE} ben-sid`]: { user: "ben@example.com", user_type: "System User" },
	[`${SITE} wang-sid`]: { user: "wang@example.com", user_type: "Website User" },
	[`${SITE} Guest`]: { user: "Guest" },
	[`${OTHER_SITE} anna-sid`]: { user: "anna@example.com", user_type: "System User" },
};
const annaOnly = (user, { docname }) => user === "anna@example.com" && docname !== "SECRET";

let bench;
before(async () => {
	bench = await RealtimeBench.start(PEOPLE, annaOnly);
});
after(() => bench?.close());

test("refuses a page of another origin", async () => {
	await assert.rejects(
		bench.connect(SITE, "anna-sid", { origin: "http://evil.example" }),
		/Invalid origin/,
	);
});

test("refuses the namespace of another site", async () => {
	await assert.rejects(bench.connect(SITE, "anna-sid", { namespace: OTHER_SITE }), /Invalid namespace/);
});

test("refuses the namespace of no site", async () => {
	await assert.rejects(bench.connect(SITE, "anna-sid", { namespace: "" }), /Invalid namespace/);
});

test("refuses a session that the site does not know", async () => {
	await assert.rejects(bench.connect(SITE, "stolen-sid"), /Session expired/);
	await assert.rejects(bench.connect(OTHER_SITE, "ben-sid"), /Session expired/);
});

test("refuses a request without credentials", async () => {
	await assert.rejects(bench.connect(SITE, ""), /No session cookie/);
});

test("relays to the user's room on the right site only", async () => {
	const anna = await bench.connect(SITE, "anna-sid");
	const ben = await bench.connect(SITE, "ben-sid");
	const annaElsewhere = await bench.connect(OTHER_SITE, "anna-sid");
	await bench.publish(SITE, "user:anna@example.com", "msgprint", { text: "hello" });

	assert.deepEqual(anna.received, [["msgprint", { text: "hello" }]]);
	assert.deepEqual(ben.received, []);
	assert.deepEqual(annaElsewhere.received, []);
});

test("relays to all desk users, not to website users and guests", async () => {
	const anna = await bench.connect(SITE, "anna-sid");
	const wang = await bench.connect(SITE, "wang-sid");
	const guest = await bench.connect(SITE, "Guest");
	await bench.publish(SITE, "all", "version-update");
	await bench.publish(SITE, "website", "notice");

	assert.deepEqual(events(anna), ["version-update", "notice"]);
	assert.deepEqual(events(wang), ["notice"]);
	assert.deepEqual(events(guest), ["notice"]);
});

test("lets only those who may read a document subscribe to it", async () => {
	const anna = await bench.connect(SITE, "anna-sid");
	const ben = await bench.connect(SITE, "ben-sid");
	for (const socket of [anna, ben]) {
		socket.emit("doc_subscribe", "Event", "EV-1");
		socket.emit("doc_subscribe", "Event", "SECRET");
		socket.emit("doctype_subscribe", "Event");
	}
	await pause(200);
	await bench.publish(SITE, "doc:Event/EV-1", "doc_update", 1);
	await bench.publish(SITE, "doc:Event/SECRET", "doc_update", 2);
	await bench.publish(SITE, "doctype:Event", "list_update", 3);

	assert.deepEqual(anna.received, [
		["doc_update", 1],
		["list_update", 3],
	]);
	assert.deepEqual(ben.received, []);
});

test("a document left before its check ended stays left", async () => {
	const anna = await bench.connect(SITE, "anna-sid");
	anna.emit("doc_subscribe", "Event", "EV-1");
	anna.emit("doc_unsubscribe", "Event", "EV-1");
	await pause(200);
	await bench.publish(SITE, "doc:Event/EV-1", "doc_update");

	assert.deepEqual(anna.received, []);
});

test("tells viewers of a document about each other", async () => {
	const first = await bench.connect(SITE, "anna-sid");
	const second = await bench.connect(SITE, "anna-sid");
	first.emit("doc_open", "Event", "EV-1");
	await pause(100);
	second.emit("doc_open", "Event", "EV-1");
	await until(() => first.received.length);
	const viewers = { doctype: "Event", docname: "EV-1", users: ["anna@example.com"] };
	assert.deepEqual(first.received, [["doc_viewers", viewers]]);

	first.emit("doc_close", "Event", "EV-1");
	await pause(100);
	await bench.publish(SITE, "open_doc:Event/EV-1", "ping");
	assert.deepEqual(events(first), ["doc_viewers"]);
	assert.deepEqual(events(second), ["doc_viewers", "ping"]);
});

test("relays the progress of a task while it is followed", async () => {
	const anna = await bench.connect(SITE, "anna-sid");
	anna.emit("task_subscribe", "t1");
	await pause(50);
	await bench.publish(SITE, "task_progress:t1", "task_progress");
	anna.emit("task_unsubscribe", "t1");
	await pause(50);
	await bench.publish(SITE, "task_progress:t1", "task_progress");

	assert.deepEqual(events(anna), ["task_progress"]);
});

test("reports its health and resumes when Redis comes back", async () => {
	const anna = await bench.connect(SITE, "anna-sid");
	assert.deepEqual(await bench.health(), { status: "ok", redis: "up" });
	await bench.stopRedis();
	await until(async () => (await bench.health()).redis === "down");
	await bench.startRedis();
	await until(async () => (await bench.health()).redis === "up");
	await bench.publish(SITE, "user:anna@example.com", "msgprint");

	assert.deepEqual(events(anna), ["msgprint"]);
});

test("stops cleanly on SIGTERM", async () => {
	await bench.connect(SITE, "anna-sid");
	assert.equal(await bench.stop(), 0);
});

function events(socket) {
	return socket.received.map(([event]) => event);
}
