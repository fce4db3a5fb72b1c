import { today } from "@/shell/moments";
import type { Field, Values } from "./types";

/** What conditions of the desk use of its libraries: the age of somebody. */
const moment = () => ({
	diff: (day: string, unit: string) => {
		const years = (new Date(today()).getTime() - new Date(day).getTime()) / (365.25 * 86_400_000);
		return unit === "years" ? Math.floor(years) : NaN;
	},
});
const NOTHING = { boot: {} };

/**
 * Whether a condition of the desk (`depends_on`: a field's name, or `eval:` and an expression) holds.
 *
 * @param otherwise what holds when the phone can't tell
 */
export function holds(condition: string | undefined, doc: Values, otherwise = true): boolean {
	if (!condition) return otherwise;
	if (!condition.startsWith("eval:")) return isTold(doc[condition]);
	try {
		// the administrator's own expression, as the desk evaluates it
		const test = new Function("doc", "moment", "frappe", `return (${condition.slice(5)})`);
		return Boolean(test(doc, moment, NOTHING));
	} catch {
		return otherwise;
	}
}

export function isTold(value: unknown): boolean {
	return Array.isArray(value)
		? value.length > 0
		: value !== undefined && value !== null && value !== "" && value !== 0;
}

export function isAsked(field: Field, doc: Values): boolean {
	return holds(field.section_when, doc) && holds(field.when, doc);
}

export function isRequired(field: Field, doc: Values): boolean {
	return Boolean(field.reqd) || holds(field.required_when, doc, false);
}
