const SOURCE_FIELDS = {
	"Grid Leader": "for_leader",
	"Deputy Grid Leader": "for_deputy_leader",
	"Full-time Member": "for_full_time",
	"Part-time Member": "for_part_time",
};

frappe.ui.form.on("Grid Member", {
	setup(frm) {
		frm.set_query("grid", () => ({ filters: { is_active: 1 } }));
		frm.set_query("duties", () => ({ filters: { is_active: 1 } }));
		frm.set_query("drawn_from", () => {
			const post = SOURCE_FIELDS[frm.doc.post];
			return { filters: { is_active: 1, ...(post && { [post]: 1 }) } };
		});
		frm.set_query("grid", "further_grids", () => ({
			filters: { grid_level: "Level 3", is_active: 1, name: ["!=", frm.doc.grid || ""] },
		}));
	},

	refresh(frm) {
		const sentence = __("Only those who may hold this post are offered");
		frm.set_df_property("drawn_from", "filter_description", sentence);
		if (frm.is_new()) return;
		governance.translate_changes(frm);
		const [label, colour] = governance.term_of_office(frm.doc);
		frm.page.set_indicator(label, colour);
		frm.set_intro("");
		const role = frm.doc.__onload?.missing_role;
		if (!role || !frm.perm[0].write) return;
		frm.set_intro(
			__("The account lacks the role {0}: this person can sign in, but not work.", [__(role)]),
			"orange",
		);
		frm.add_custom_button(__("Give Role"), () => give_role(frm, role));
	},

	post(frm) {
		frm.set_value("drawn_from", null);
	},
});

function give_role(frm, role) {
	frappe.confirm(__("Give {0} the role {1}?", [frm.doc.user, __(role)]), async () => {
		await frm.call("grant_role");
		frappe.show_alert({ message: __("{0} has the role now", [frm.doc.member_name]), indicator: "green" });
		frm.reload_doc();
	});
}
