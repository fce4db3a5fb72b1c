import { __ } from "@/shell/translation";
import type { Met } from "./types";

/** Who was met, in words; the server says the same beside what it has taken. */
export const MET_WORDS: Record<Met, string> = {
	"Head of Household": __("Head of Household"),
	"Member of Household": __("Member of Household"),
	"Someone Else": __("Someone Else"),
	"Nobody at Home": __("Nobody at Home"),
};
export const MET = Object.keys(MET_WORDS) as Met[];
