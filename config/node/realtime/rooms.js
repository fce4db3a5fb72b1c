/**
 * Put a socket into the rooms that `frappe.realtime` publishes to, each document's after asking the web server.
 *
 * @param {import("socket.io").Socket} socket authenticated socket
 * @param {(line: string) => void} log
 */
export function serveRooms(socket, log) {
	const { user, userType } = socket.data;
	socket.join([`user:${user}`, "website"]);
	if (userType === "System User") socket.join("all");

	const subscriptions = new Subscriptions(socket, log);
	for (const event of ["task_subscribe", "progress_subscribe"]) {
		socket.on(event, (task) => socket.join(taskRoom(task)));
	}
	socket.on("task_unsubscribe", (task) => socket.leave(taskRoom(task)));
	socket.on("doctype_subscribe", (doctype) => subscriptions.addDoctype(doctype));
	socket.on("doctype_unsubscribe", (doctype) => subscriptions.remove(doctypeRoom(doctype)));
	socket.on("doc_subscribe", (doctype, name) =>
		subscriptions.addDoc(docRoom(doctype, name), doctype, name),
	);
	socket.on("doc_unsubscribe", (doctype, name) => subscriptions.remove(docRoom(doctype, name)));
	serveViewers(socket, subscriptions);
}

/** Tell everybody who has a document open who else has. */
function serveViewers(socket, subscriptions) {
	const opened = new Map();
	const announce = (room) => announceViewers(socket, room, opened.get(room));

	socket.on("doc_open", async (doctype, name) => {
		const room = viewersRoom(doctype, name);
		if (!(await subscriptions.addDoc(room, doctype, name))) return;
		opened.set(room, { doctype, docname: name });
		announce(room);
	});
	socket.on("doc_close", (doctype, name) => {
		const room = viewersRoom(doctype, name);
		subscriptions.remove(room);
		if (!opened.has(room)) return;
		announce(room);
		opened.delete(room);
	});
	socket.on("disconnect", () => [...opened.keys()].forEach(announce));
}

function announceViewers({ nsp, data }, room, doc) {
	const ids = [...(nsp.adapter.rooms.get(room) ?? [])];
	const users = ids.map((id) => nsp.sockets.get(id)?.data.user).filter(Boolean);
	if (users.length === 1 && users[0] === data.user) return;
	nsp.to(room).emit("doc_viewers", { ...doc, users: [...new Set(users)] });
}

/** Rooms that need a permission; leaving one while its check is under way cancels the check. */
class Subscriptions {
	constructor(socket, log) {
		this.socket = socket;
		this.log = log;
		this.wanted = new Set();
	}

	addDoctype(doctype) {
		return this.#add(doctypeRoom(doctype), "frappe.realtime.can_subscribe_doctype", { doctype });
	}

	addDoc(room, doctype, docname) {
		return this.#add(room, "frappe.realtime.can_subscribe_doc", { doctype, docname });
	}

	remove(room) {
		this.wanted.delete(room);
		this.socket.leave(room);
	}

	async #add(room, method, args) {
		this.wanted.add(room);
		const allowed = await this.#ask(method, args);
		if (!allowed || !this.wanted.has(room) || !this.socket.connected) return false;
		this.socket.join(room);
		return true;
	}

	async #ask(method, args) {
		try {
			return (await this.socket.data.call(method, args)) === true;
		} catch (error) {
			if (![403, 404].includes(error.status)) this.log(`permission check failed: ${error.message}`);
			return false;
		}
	}
}

const taskRoom = (task) => `task_progress:${task}`;
const doctypeRoom = (doctype) => `doctype:${doctype}`;
const docRoom = (doctype, name) => `doc:${doctype}/${name}`;
const viewersRoom = (doctype, name) => `open_doc:${doctype}/${name}`;
