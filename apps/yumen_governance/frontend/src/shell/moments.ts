/** Days and moments as the server tells them (`2026-11-30 09:05:00`, its own time), and as a person reads them. */
import { now } from "@/sync";
import { __ } from "./translation";

const ZONE = "Asia/Shanghai";
const DAY = 24 * 60 * 60 * 1000;
const SHORT = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric" });
const LONG = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long" });
const WEEKDAY = new Intl.DateTimeFormat("zh-CN", { weekday: "long" });

/** The day that it is at the server, as `2026-11-30`. */
export function today(): string {
	return now().toLocaleDateString("sv-SE", { timeZone: ZONE });
}

/** The moment that it is at the server, as it would tell it. */
export function thisMoment(): string {
	return now().toLocaleString("sv-SE", { timeZone: ZONE });
}

/** 11月30日 */
export function dayWords(day: string): string {
	return SHORT.format(atNoon(day));
}

/** 11月30日星期一 */
export function weekdayWords(day: string): string {
	return `${dayWords(day)} ${WEEKDAY.format(atNoon(day))}`;
}

/** 11月30日 09:05 */
export function momentWords(moment: string): string {
	return `${dayWords(moment)} ${moment.slice(11, 16)}`.trim();
}

/** 2026年11月30日, for days that may lie years back */
export function longDayWords(day: string): string {
	return LONG.format(atNoon(day));
}

/** 11月30日 09:05 to 11:20; the second day is told where it is another one. */
export function spanWords(from: string, until: string): string {
	const isOneDay = from.slice(0, 10) === until.slice(0, 10);
	return __("{0} to {1}", momentWords(from), isOneDay ? until.slice(11, 16) : momentWords(until));
}

/** Whole days from a day or moment until today; negative when it is still to come. */
export function daysSince(day: string): number {
	return Math.round((atNoon(today()).getTime() - atNoon(day).getTime()) / DAY);
}

function atNoon(day: string): Date {
	const [year, month, date] = day.slice(0, 10).split("-").map(Number);
	return new Date(year, month - 1, date, 12);
}
