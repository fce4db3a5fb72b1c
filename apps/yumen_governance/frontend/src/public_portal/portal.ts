import { ask, send } from "@/shell/http";
import type { Choices, Figures, Guide, Notice, Progress, Receipt, Report, Waiting } from "./types";

export type * from "./types";

let known: Promise<Choices> | undefined;

/** The choices, asked for once a visit; after a failure asked for again. */
export function choices(): Promise<Choices> {
	known ??= ask<Choices>("portal.choices").catch((error) => {
		known = undefined;
		throw error;
	});
	return known;
}

export const sendPhoneCode = (phone: string) =>
	send<{ seconds: number }>("portal.send_phone_code", { phone });
export const sendReport = (report: Report, pictures: File[]) =>
	send<Receipt>("portal.tip_off", { report }, pictures);
export const track = (code: string) => send<Progress>("portal.track", { code });
export const addInformation = (code: string, text: string, pictures: File[]) =>
	send<Progress>("portal.add_information", { code, text }, pictures);
export const rate = (code: string, satisfaction: string, comment: string) =>
	send<Progress>("portal.rate", { code, satisfaction, comment });
export const appeal = (code: string, reason: string) => send<Progress>("portal.appeal", { code, reason });
export const notices = (category: string, grid: string, start: number) =>
	ask<{ categories: string[]; notices: Notice[]; page: number }>("portal.notices", {
		category,
		grid,
		start,
	});
export const readNotice = (name: string) => send<Notice>("portal.read_notice", { name });
export const hall = () => ask<Guide>("portal.hall");
export const hallNow = () => ask<Record<string, Waiting>>("portal.hall_now");
export const statistics = () => ask<Figures>("portal.statistics");
