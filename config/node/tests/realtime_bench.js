import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "@redis/client";
import { io } from "socket.io-client";
import { makeBench, removeBench } from "./scratch.js";

const SERVER = fileURLToPath(new URL("../realtime/server.js", import.meta.url));
const HOST = "127.0.0.1";

/** A Redis server, a web server that knows some people, and the realtime server. */
export class RealtimeBench {
	/**
	 * @param {Record<string, {user: string, user_type: string}>} people by "site sid"
	 * @param {(user: string, document: Record<string, string>) => boolean} mayRead
	 */
	static async start(people, mayRead) {
		const bench = new RealtimeBench();
		bench.redisPort = await freePort();
		bench.port = await freePort();
		bench.redisUrl = `redis://${HOST}:${bench.redisPort}`;
		bench.web = await startWebServer(people, mayRead);
		bench.folder = await makeBench({
			"sites/common_site_config.json": JSON.stringify({
				redis_queue: bench.redisUrl,
				socketio_port: bench.port,
				webserver_port: bench.web.address().port,
			}),
		});
		bench.sockets = [];
		await bench.startRedis();
		bench.server = spawn(process.execPath, [SERVER, "--bench", bench.folder], {
			env: { PATH: process.env.PATH },
		});
		try {
			await until(async () => (await bench.health()).redis === "up");
		} catch (error) {
			await bench.close();
			throw error;
		}
		return bench;
	}

	async close() {
		this.sockets.forEach((socket) => socket.disconnect());
		await this.stop();
		await this.stopRedis();
		this.web.close();
		await removeBench(this.folder);
	}

	async startRedis() {
		const options = ["--port", this.redisPort, "--bind", HOST, "--dir", this.folder];
		this.redis = spawn("redis-server", options);
		await once(this.redis.stdout, "data");
	}

	async stopRedis() {
		this.redis.kill();
		if (this.redis.exitCode === null) await once(this.redis, "exit");
	}

	async stop() {
		if (this.server.exitCode !== null) return this.server.exitCode;
		this.server.kill("SIGTERM");
		return (await once(this.server, "exit"))[0];
	}

	async health() {
		const response = await fetch(`http://${HOST}:${this.port}/health`).catch(() => null);
		return response ? response.json() : {};
	}

	/** Connect to a site's namespace; rejects with the server's reason. */
	async connect(site, sid, { origin = `http://${site}:8000`, namespace = site } = {}) {
		const socket = io(`http://${HOST}:${this.port}/${namespace}`, {
			extraHeaders: { cookie: `sid=${sid}`, host: site, origin },
			forceNew: true,
			transports: ["websocket"],
		});
		this.sockets.push(socket);
		socket.received = [];
		socket.onAny((event, message) => socket.received.push([event, message]));
		await new Promise((resolve, reject) => socket.once("connect", resolve).once("connect_error", reject));
		return socket;
	}

	/** Publish as `frappe.realtime.emit_via_redis` does, and wait until everybody had time to hear it. */
	async publish(namespace, room, event, message = {}) {
		const client = await createClient({ url: this.redisUrl }).connect();
		await client.publish("events", JSON.stringify({ namespace, room, event, message }));
		await client.disconnect();
		await pause(100);
	}
}

/** Wait until a condition holds. */
export async function until(condition) {
	for (let attempt = 0; attempt < 100; attempt++) {
		if (await condition()) return;
		await pause(50);
	}
	throw new Error("The condition did not come true");
}

async function startWebServer(people, mayRead) {
	const server = createServer((request, response) => {
		const { pathname, searchParams } = new URL(request.url, "http://web");
		const sid = request.headers.cookie?.replace("sid=", "");
		const person = people[`${request.headers["x-frappe-site-name"]} ${sid}`] ?? { user: "Guest" };
		const isLogin = pathname === "/api/method/frappe.realtime.get_user_info";
		const message = isLogin ? person : mayRead(person.user, Object.fromEntries(searchParams));
		response.writeHead(message ? 200 : 403, { "content-type": "application/json" });
		response.end(JSON.stringify({ message }));
	});
	server.listen(0, HOST);
	await once(server, "listening");
	return server;
}

async function freePort() {
	const server = createServer().listen(0, HOST);
	await once(server, "listening");
	const { port } = server.address();
	server.close();
	return port;
}
