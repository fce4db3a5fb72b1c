import { createClient } from "@redis/client";

const CHANNEL = "events";
const LONGEST_PAUSE_MS = 2000;

/**
 * Pass on what Frappe publishes in Redis, reconnecting for as long as it takes.
 *
 * @param {string} url address of the Redis server
 * @param {(event: {namespace: string, room: string, event: string, message: any}) => void} deliver
 * @param {(line: string) => void} log
 * @returns {{isUp: () => boolean, close: () => Promise<void>}}
 */
export function startRelay(url, deliver, log) {
	const client = createClient({
		url,
		socket: { reconnectStrategy: (attempts) => Math.min(attempts * 100, LONGEST_PAUSE_MS) },
	});
	reportState(client, log);
	client
		.connect()
		.then(() => client.subscribe(CHANNEL, (text) => relay(text, deliver, log)))
		.catch((error) => log(`cannot subscribe: ${error.message}`));
	return { isUp: () => client.isReady, close: () => client.disconnect() };
}

function reportState(client, log) {
	let state = "unknown";
	const report = (next, line) => {
		if (state !== next) log(line);
		state = next;
	};
	client.on("ready", () => report("up", "redis is up"));
	client.on("error", (error) => report("down", `redis is down: ${error.message || error.code}`));
}

function relay(text, deliver, log) {
	try {
		deliver(JSON.parse(text));
	} catch (error) {
		log(`skipped an event: ${error.message}`);
	}
}
