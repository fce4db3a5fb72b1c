import { tell } from "./clock";
import type { Records } from "./records";
import type { Server } from "./server";

/**
 * Bring the records up to what the server has, page by page; what was pulled stays when the network breaks off.
 *
 * @param told is called after each page with the number of rows so far
 */
export async function pullAll(records: Records, server: Server, told: (rows: number) => void): Promise<void> {
	for (let rows = 0, isMore = true; isMore;) {
		const page = await server.pull(await records.marks());
		tell(page.now);
		await records.take(page);
		const stores = Object.values(page.stores);
		rows += stores.reduce((sum, store) => sum + store.rows.length, 0);
		told(rows);
		isMore = !!page.gone_more || stores.some((store) => store.more);
		if (!isMore) await records.finish(page.now);
	}
}
