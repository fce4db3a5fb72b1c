// Where no proxy stands in front of the site, the realtime server is reached at its own port. The desk only goes
// there when it is told that it runs on such a server.
if (frappe.boot.realtime_at_own_port) {
	window.dev_server = 1;
}
