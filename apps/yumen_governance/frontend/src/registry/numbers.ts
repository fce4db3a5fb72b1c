import { today } from "@/shell/moments";
import { __ } from "@/shell/translation";

/** What a number tells, or what is wrong with it; the server checks it again. */
export interface Reading {
	number: string;
	problem?: string;
	/** not wrong, but worth a second look */
	hint?: string;
	/** YYYY-MM-DD and the code of GB/T 2261.1, of a sound citizen ID */
	birth_date?: string;
	sex?: "1" | "2";
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const POWERS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANIZATION = [3, 7, 9, 10, 5, 8, 4, 2];
/** The provinces of GB/T 2260, and 81 to 83 for residents of Hong Kong, Macao and Taiwan. */
const PROVINCES =
	"11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split(
		" ",
	);

/** A text with full-width signs made half-width, without spaces, in capitals. */
export function tidy(text: string): string {
	return text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
}

/** Read a citizen ID (GB 11643). */
export function readIdNumber(text: string): Reading {
	const number = tidy(text);
	if (/^\d{15}$/.test(number)) {
		return {
			number,
			problem: __(
				"This is an old number of 15 digits. Please enter the 18 digits of the present card.",
			),
		};
	}
	if (number.length !== 18) {
		return { number, problem: __("A citizen ID has 18 characters, this has {0}.", number.length) };
	}
	if (!/^\d{17}[\dX]$/.test(number)) {
		return { number, problem: __("A citizen ID has 17 digits and a check digit, which may be X.") };
	}
	const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
	if (!isDay(born) || born < "1850-01-01") {
		return { number, problem: __("The birth date {0} in it doesn't exist.", born) };
	}
	if (born > today()) return { number, problem: __("The birth date {0} in it lies in the future.", born) };
	if (number[17] !== checkDigit(number)) {
		return { number, problem: __("The check digit doesn't fit: please compare each digit.") };
	}
	const hint = PROVINCES.includes(number.slice(0, 2))
		? undefined
		: __("The first two digits are no province that is known: please compare them with the card.");
	return { number, hint, birth_date: born, sex: Number(number[16]) % 2 ? "1" : "2" };
}

/** The citizen ID among lines that a camera read: a sound one, else the only run of 18 signs; undefined without any. */
export function idNumberAmong(text: string): Reading | undefined {
	const readings = text.split("\n").flatMap(runsOf).map(readIdNumber);
	return readings.find(({ problem }) => !problem) ?? (readings.length === 1 ? readings[0] : undefined);
}

function runsOf(line: string): string[] {
	const signs = line.replace(/[^\dX]/g, "");
	const starts = [...Array(Math.max(0, signs.length - 17)).keys()];
	return starts.map((start) => signs.slice(start, start + 18));
}

/** Read a unified social credit code (GB 32100) with the organization code (GB 11714) in it. */
export function readUscc(text: string): Reading {
	const number = tidy(text).replaceAll("-", "");
	if (number.length !== 18) {
		return {
			number,
			problem: __("A unified social credit code has 18 characters, this has {0}.", number.length),
		};
	}
	const strange = [...number].filter((sign) => !SIGNS.includes(sign));
	if (strange.length) {
		return {
			number,
			problem: __(
				"A unified social credit code doesn't contain {0}; the letters I, O, S, V and Z are never used.",
				strange.join(" "),
			),
		};
	}
	if (!/^\d{6}$/.test(number.slice(2, 8))) {
		return { number, problem: __("Characters 3 to 8 are the region and must be digits.") };
	}
	const sum = POWERS.reduce((total, weight, place) => total + weight * SIGNS.indexOf(number[place]), 0);
	const isSound =
		number[16] === organizationDigit(number.slice(8, 16)) && number[17] === SIGNS[(31 - (sum % 31)) % 31];
	return isSound
		? { number }
		: { number, problem: __("The check digit doesn't fit: please compare each digit.") };
}

/** Read a telephone number. */
export function readPhone(text: string): Reading {
	const number = tidy(text)
		.replace(/[()]/g, "")
		.replace(/^(\+86|0086)/, "");
	const digits = number.replace(/[-–—]/g, "");
	const isSound =
		/^1[3-9]\d{9}$/.test(digits) ||
		/^0(10|2\d|[3-9]\d{2})\d{7,8}$/.test(digits) ||
		/^[48]00\d{7}$/.test(digits);
	if (isSound) return { number };
	if (/^[2-8]\d{6,7}$/.test(digits))
		return { number, problem: __("The area code is missing, such as 0937-{0}.", digits) };
	return {
		number,
		problem: __(
			"This is no telephone number: 11 digits of a mobile, or area code and number such as 0937-3331234.",
		),
	};
}

export const READERS = { id_number: readIdNumber, phone: readPhone, uscc: readUscc };

/** The check digit of a citizen ID, from its first 17 digits. */
export function checkDigit(number: string): string {
	return "10X98765432"[
		WEIGHTS.reduce((sum, weight, place) => sum + weight * Number(number[place]), 0) % 11
	];
}

function organizationDigit(body: string): string {
	const sum = ORGANIZATION.reduce((total, weight, place) => total + weight * parseInt(body[place], 36), 0);
	return "0123456789X0"[11 - (sum % 11)];
}

function isDay(day: string): boolean {
	const date = new Date(`${day}T00:00:00Z`);
	return !isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
