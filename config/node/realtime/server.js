import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { Server } from "socket.io";
import { authenticate } from "./authenticate.js";
import { readConfig } from "./config.js";
import { startRelay } from "./relay.js";
import { serveRooms } from "./rooms.js";

const USAGE = "Usage: node server.js --bench <root>";
const ANY_SITE = /^\/.+$/;

const log = (line) => console.log(`${new Date().toISOString()} ${line}`);

async function main() {
	const { values } = parseArgs({ options: { bench: { type: "string" } } });
	if (!values.bench) throw new Error(USAGE);

	const config = await readConfig(values.bench, process.env);
	const http = createServer();
	const io = serveSites(http, config);
	const relay = startRelay(config.redisUrl, (event) => deliver(io, event), log);
	serveHealth(http, relay);
	stopOnSignals(io, relay);
	await listen(http, config);
	log(`listening on ${config.host}:${config.port}`);
}

/** One namespace per site; pages of another port of the same host may connect. */
function serveSites(http, config) {
	const io = new Server(http, {
		cleanupEmptyChildNamespaces: true,
		cors: { origin: true, credentials: true },
		serveClient: false,
	});
	io.use((socket, next) => next(new Error("Invalid namespace")));
	const sites = io.of(ANY_SITE);
	sites.use(authenticate(config, log));
	sites.on("connection", (socket) => serveRooms(socket, log));
	return io;
}

function deliver(io, { namespace, room, event, message }) {
	if (namespace && room) io.of(`/${namespace}`).to(room).emit(event, message);
}

/** Answer GET /health for whoever waits for this server. */
function serveHealth(http, relay) {
	http.on("request", (request, response) => {
		if (request.url.startsWith("/socket.io/")) return;
		const found = request.method === "GET" && request.url === "/health";
		const body = found ? { status: "ok", redis: relay.isUp() ? "up" : "down" } : { status: "not found" };
		response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
		response.end(JSON.stringify(body));
	});
}

function listen(http, { host, port }) {
	return new Promise((resolve, reject) => {
		http.once("error", reject);
		http.listen(port, host, resolve);
	});
}

function stopOnSignals(io, relay) {
	for (const signal of ["SIGINT", "SIGTERM"]) {
		process.once(signal, async () => {
			log(`stopping on ${signal}`);
			io.close();
			await relay.close();
			process.exit(0);
		});
	}
}

try {
	await main();
} catch (error) {
	log(error.message);
	process.exit(1);
}
