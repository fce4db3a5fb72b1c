// Codes that nobody has compared with their standard are shown as such.

frappe.provide("governance");

governance.verified = (doc) =>
	doc.verified ? [__("Verified"), "green", "verified,=,1"] : [__("Not Verified"), "orange", "verified,=,0"];

governance.warn_unverified = function (frm) {
	if (frm.is_new() || frm.doc.verified) return;
	frm.set_intro(
		__(
			"Not compared with the text of the standard yet. Compare, correct where needed, then tick Verified.",
		),
		"orange",
	);
};
