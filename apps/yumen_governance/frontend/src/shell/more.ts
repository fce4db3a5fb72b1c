import { __ } from "./translation";

/** A line of the page 更多. */
export interface MoreLine {
	to: string;
	label: string;
	/** name of a sign in components/icons.ts */
	icon: string;
	/** only for who has one of these; for everybody where there are none */
	roles?: string[];
}

/** What has no place in the bar at the bottom; each feature adds its lines. */
export const MORE: MoreLine[] = [
	{ to: "/registry", label: __("People and Homes"), icon: "Neighbours" },
	{ to: "/registry/proposals", label: __("Correction Proposals"), icon: "Pencil" },
	{ to: "/leader", label: __("Leader's Desk"), icon: "landmark", roles: ["Grid Leader"] },
	{ to: "/coverage", label: __("Coverage of Knowledge"), icon: "chart" },
	{ to: "/hazards", label: __("Hazards"), icon: "Traffic" },
	{ to: "/where", label: __("Positions"), icon: "locate" },
	{ to: "/unsent", label: __("Not Sent Yet"), icon: "send" },
	{ to: "/pin", label: __("Offline PIN"), icon: "key" },
];
