/** Today as it is written on a receipt, in the time of the centre. */
export function today(): string {
	return new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeZone: "Asia/Shanghai" }).format(
		new Date(),
	);
}

/** A day as it is written out, of `2026-11-30`: 2026年11月30日. */
export function longDay(day: string): string {
	return `${day.slice(0, 4)}年${shortDay(day)}`;
}

/** A moment as it is written out, of `2026-11-30 09:05`: 2026年11月30日 09:05. */
export function moment(told: string): string {
	return `${longDay(told.slice(0, 10))} ${told.slice(11, 16)}`;
}

/** A day without its year, as it is chosen from: 12月3日. */
export function shortDay(day: string): string {
	const [, month, number] = day.split("-").map(Number);
	return `${month}月${number}日`;
}
