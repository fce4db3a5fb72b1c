// Papers of a dossier as files: fetched by POST (each is written into the access log), opened in a tab of their own.

const API = "/api/method/yumen_governance.api.dossiers";

// Fetches a file and opens it, or saves it when the browser can't show it.
export async function open_file(method, args, file_name) {
	const tab = file_name ? null : window.open("", "_blank");
	frappe.dom.freeze(__("The paper is being made …"));
	try {
		const address = URL.createObjectURL(await fetch_file(method, args));
		if (tab) tab.location = address;
		else save_file(address, file_name);
	} catch (error) {
		tab?.close();
		frappe.msgprint({ title: __("Paper"), message: error.message, indicator: "red" });
	} finally {
		frappe.dom.unfreeze();
	}
}

async function fetch_file(method, args) {
	const response = await fetch(`${API}.${method}`, {
		method: "POST",
		headers: { "Content-Type": "application/json", "X-Frappe-CSRF-Token": frappe.csrf_token },
		body: JSON.stringify(args),
	});
	if (!response.ok) throw new Error(await refusal_of(response));
	return response.blob();
}

async function refusal_of(response) {
	const answer = await response.json().catch(() => ({}));
	const messages = JSON.parse(answer._server_messages || "[]").map((each) => JSON.parse(each).message);
	return messages.join("<br>") || __("The paper could not be made. Please tell your administrator.");
}

function save_file(address, file_name) {
	const link = document.createElement("a");
	link.href = address;
	link.download = file_name;
	link.click();
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
