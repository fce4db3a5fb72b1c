import { readFile } from "node:fs/promises";
import path from "node:path";

const DEFAULTS = { redis_queue: "redis://127.0.0.1:11311", socketio_port: 9000, webserver_port: 8000 };

/**
 * Settings of the realtime server, from sites/common_site_config.json and the environment.
 *
 * @param {string} bench root of the bench
 * @param {NodeJS.ProcessEnv} env SOCKETIO_HOST, SOCKETIO_PORT, WEB_URL and FRAPPE_REDIS_QUEUE override the file
 */
export async function readConfig(bench, env) {
	const file = path.join(bench, "sites", "common_site_config.json");
	const common = { ...DEFAULTS, ...JSON.parse(await readFile(file, "utf8")) };
	return {
		defaultSite: common.default_site,
		host: env.SOCKETIO_HOST ?? "127.0.0.1",
		port: Number(env.SOCKETIO_PORT ?? common.socketio_port),
		redisUrl: env.FRAPPE_REDIS_QUEUE ?? common.redis_queue,
		webUrl: env.WEB_URL ?? `http://127.0.0.1:${common.webserver_port}`,
	};
}
