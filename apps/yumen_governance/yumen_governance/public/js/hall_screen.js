// The link that opens a screen of the hall; it is shown once.

frappe.ui.form.on("Hall Screen", {
	refresh(frm) {
		if (frm.is_new() || !frm.perm[0]?.write) return;
		frm.add_custom_button(__("Make the Link"), () => {
			if (!frm.doc.linked_on) return make_link(frm);
			return frappe.confirm(__("The link that is in use now will end. Make a new one?"), () =>
				make_link(frm),
			);
		});
	},
});

async function make_link(frm) {
	const path = await frappe.xcall("yumen_governance.api.hall_screens.make_link", {
		screen: frm.doc.name,
	});
	const link = frappe.utils.escape_html(window.location.origin + path);
	const words = __("Open this link once on the screen. It is shown only now; a new one ends it.");
	const dialog = frappe.msgprint({
		title: __("Link of the Screen"),
		message: `<p>${words}</p><p><code class="screen-link">${link}</code></p>`,
		primary_action: {
			label: __("Copy"),
			action: () => frappe.utils.copy_to_clipboard(window.location.origin + path),
		},
	});
	dialog.$wrapper.one("hidden.bs.modal", () => frm.reload_doc());
}
