// Clicking a number card opens the list that it counted: stock leaves its dynamic filters out.

const StockNumberCard = frappe.widget?.widget_factory?.number_card;

if (StockNumberCard) {
	frappe.widget.widget_factory.number_card = class extends StockNumberCard {
		set_route() {
			super.set_route();
			if (this.card_doc.type !== "Document Type" || !this.card_doc.dynamic_filters_json) return;
			const dynamic = JSON.parse(this.card_doc.dynamic_filters_json).map((row) => row[1]);
			const counted = this.get_filters().filter((row) => dynamic.includes(row[1]));
			frappe.route_options = frappe.route_options || {};
			counted.forEach((row) => (frappe.route_options[`${row[0]}.${row[1]}`] = [row[2], row[3]]));
		}
	};
}
