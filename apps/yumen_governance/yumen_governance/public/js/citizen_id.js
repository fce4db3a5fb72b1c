// What a citizen ID (GB 11643) tells while it is typed; the server checks it again.

frappe.provide("governance");

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

// {number, born, sex, problem}: born as YYYY-MM-DD and sex as a Code Value when the number is sound.
governance.read_citizen_id = function (text) {
	let number = (text || "").normalize("NFKC").replace(/\s/g, "").toUpperCase();
	if (/^\d{15}$/.test(number)) {
		const body = `${number.slice(0, 6)}19${number.slice(6)}`;
		number = body + check_digit(body);
	}
	if (!/^\d{17}[\dX]$/.test(number)) {
		return { number, problem: __("A citizen ID has 17 digits and a check digit, which may be X.") };
	}
	const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
	if (!moment(born, "YYYY-MM-DD", true).isValid() || born > frappe.datetime.get_today()) {
		return { number, problem: __("The birth date {0} in it doesn't exist.", [born]) };
	}
	if (number[17] !== check_digit(number)) {
		return { number, problem: __("The check digit doesn't fit: please compare each digit.") };
	}
	return { number, born, sex: number[16] % 2 ? "sex-1" : "sex-2" };
};

function check_digit(number) {
	const sum = WEIGHTS.reduce((total, weight, place) => total + weight * number[place], 0);
	return "10X98765432"[sum % 11];
}
