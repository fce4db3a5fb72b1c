import { __ } from "@/shell/translation";
import type { Hazard, State } from "./types";

export const STATE_WORDS: Record<State, string> = {
	"In Order": __("In Order"),
	"Something Wrong": __("Something Wrong"),
	"Not Looked At": __("Not Looked At"),
};
export const HAZARD_WORDS: Record<Hazard["status"], string> = {
	"To Rectify": __("To Rectify"),
	Rectifying: __("Rectifying"),
	Rectified: __("Rectified"),
};
