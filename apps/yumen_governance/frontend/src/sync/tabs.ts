/** What one tab tells the others: what it has changed, or that something waits to be sent. */
type News = "records" | "outbox" | "ended" | "put";

const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("grid") : undefined;

export function tellTabs(news: News): void {
	channel?.postMessage(news);
}

export function hearTabs(heard: (news: News) => void): void {
	channel?.addEventListener("message", (event) => heard(event.data as News));
}

/** Do something that only one tab may do at a time; nothing where another is at it. */
export async function alone(work: () => Promise<void>): Promise<void> {
	if (!navigator.locks) return work();
	await navigator.locks.request("grid-sync", { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}
