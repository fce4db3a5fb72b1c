/** Stands in for the hundreds of icons that frappe-ui's button would carry along, of which the app names none. */
export default { icons: {} };
