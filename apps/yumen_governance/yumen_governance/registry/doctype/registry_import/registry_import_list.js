frappe.listview_settings["Registry Import"] = {
	add_fields: ["status", "wrong"],
	has_indicator_for_draft: 1,
	get_indicator(doc) {
		const running = ["Queued", "Reading", "Checking", "Importing", "Undoing"].includes(doc.status);
		const done = ["Checked", "Imported"].includes(doc.status) && (doc.wrong ? "orange" : "green");
		const colour =
			done || (running && "blue") || { Failed: "red", Cancelled: "orange" }[doc.status] || "gray";
		return [__(doc.status), colour, `status,=,${doc.status}`];
	},
};
