const TIMEOUT_MS = 10_000;

/**
 * Call whitelisted methods of the web server as the person behind a socket.
 *
 * @param {string} webUrl address of the web server
 * @param {Record<string, string>} headers site and credentials, sent with every call
 * @returns {(method: string, args?: Record<string, string>) => Promise<any>} resolves to the method's `message`
 */
export function webServer(webUrl, headers) {
	return async (method, args = {}) => {
		const url = new URL(`/api/method/${method}?${new URLSearchParams(args)}`, webUrl);
		const response = await fetch(url, {
			headers: { accept: "application/json", ...headers },
			redirect: "error",
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		if (!response.ok) throw new WebServerError(method, response.status);
		return (await response.json()).message;
	};
}

export class WebServerError extends Error {
	constructor(method, status) {
		super(`${method} answered ${status}`);
		this.status = status;
	}
}
