import { webServer } from "./web_server.js";

/**
 * Middleware that lets a socket into a site's namespace only from that site's own pages and with a valid session.
 * Afterwards `socket.data` holds `user`, `userType` and `call`, which calls the web server as that user.
 *
 * @param {Awaited<ReturnType<import("./config.js").readConfig>>} config
 * @param {(line: string) => void} log
 */
export function authenticate(config, log) {
	return async (socket, next) => {
		try {
			socket.data = await identify(socket, config);
			next();
		} catch (error) {
			log(`refused ${JSON.stringify(socket.nsp.name)}: ${error.message}`);
			next(error);
		}
	};
}

async function identify({ nsp, handshake }, { defaultSite, webUrl }) {
	const { headers, address } = handshake;
	const site = nsp.name.slice(1);
	if (hostname(headers.host) !== hostname(headers.origin)) throw new Error("Invalid origin");
	if (site !== requestedSite(headers, defaultSite)) throw new Error("Invalid namespace");

	const sid = readCookie(headers.cookie, "sid");
	const call = webServer(webUrl, {
		"x-frappe-site-name": site,
		"x-forwarded-for": headers["x-forwarded-for"] ?? address,
		...credentials(headers.authorization, sid),
	});
	const { user, user_type: userType } = await call("frappe.realtime.get_user_info");
	if (user === "Guest" && sid !== "Guest") throw new Error("Session expired");
	return { user, userType, call };
}

/** The site that a request means, by the rules of Frappe's own web server and proxies. */
function requestedSite(headers, defaultSite) {
	const host = hostname(headers.host);
	if (headers["x-frappe-site-name"]) return hostname(headers["x-frappe-site-name"]);
	if (defaultSite && ["localhost", "127.0.0.1"].includes(host)) return defaultSite;
	return host;
}

function hostname(address) {
	if (!address) throw new Error("Invalid origin");
	const url = address.includes("://") ? address : `http://${address}`;
	if (!URL.canParse(url)) throw new Error("Invalid origin");
	return new URL(url).hostname;
}

function readCookie(header = "", name) {
	const cookies = header.split(";").map((cookie) => cookie.trim().split("="));
	return cookies.find(([key]) => key === name)?.[1];
}

function credentials(authorization, sid) {
	if (authorization) return { authorization };
	if (sid) return { cookie: `sid=${sid}` };
	throw new Error("No session cookie and no authorization header");
}
