import { ask, send } from "@/shell/http";

/** What a visitor wants to book; `key` makes that it is booked once however often it is sent. */
export interface Wish {
	key: string;
	item: string;
	starts_on: string;
	name: string;
	phone: string;
	phone_code: string;
}

export interface Day {
	day: string;
	weekday: string;
	free: number;
	times: { time: string; free: number }[];
}

export interface Appointment {
	number: string;
	item: string;
	window_type: string;
	day: string;
	weekday: string;
	time: string;
	status: "Booked" | "Arrived" | "Cancelled" | "Missed";
	phone: string;
	early: number;
	late: number;
	ticket: string | null;
	cancelled_on: string | null;
	/** by the hall, not by who booked it */
	called_off: boolean;
	may: { cancel: boolean; move: boolean };
}

export const days = (item: string) => ask<Day[]>("appointments.days", { item });
export const book = (wish: Wish) => send<Appointment & { code: string }>("appointments.book", { wish });
export const show = (code: string) => send<Appointment>("appointments.show", { code });
export const cancel = (code: string) => send<Appointment>("appointments.cancel", { code });
export const move = (code: string, starts_on: string) =>
	send<Appointment>("appointments.move", { code, starts_on });
