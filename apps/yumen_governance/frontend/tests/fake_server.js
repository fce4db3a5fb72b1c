/** A server as the phone knows it: takes every item once, and keeps photos by what it was sent of them. */
export class FakeServer {
	constructor() {
		this.taken = new Map();
		this.order = [];
		this.uploads = new Map();
		this.pages = [];
		this.refusals = new Map();
		/** called before and after each call; throws where the network breaks off */
		this.network = () => {};
	}

	async pull(marks) {
		this.network("before pull");
		const page = this.pages.find(({ when }) => when(marks)) ?? { answer: nothing(marks) };
		this.network("after pull");
		return structuredClone({ ...nothing(marks), ...page.answer });
	}

	async push(items) {
		this.network("before push");
		const answers = [];
		for (const item of items) {
			const untaken = answers.filter(({ status }) => status !== "done");
			const rests = untaken.some(({ id }) => JSON.stringify(item.values).includes(id));
			answers.push(rests ? { id: item.id, status: "later" } : this.answer(item));
		}
		this.network("after push");
		return structuredClone(answers);
	}

	answer(item) {
		const refusal = this.refusals.get(item.values.text);
		if (refusal) return { id: item.id, ...refusal };
		if (!this.taken.has(item.id)) {
			const photos = item.photos.map((id) => this.uploads.get(id));
			this.taken.set(item.id, { ...item, photos });
			this.order.push(item.values.text);
		}
		const name = `REC-${[...this.taken.keys()].indexOf(item.id) + 1}`;
		return { id: item.id, status: "done", record: { store: "events", name, modified: `after ${name}` } };
	}

	async upload(id, offset, total, chunk) {
		this.network("before upload");
		const known = this.uploads.get(id) ?? new Uint8Array();
		if (offset > known.length) return known.length;
		if (offset === known.length) this.uploads.set(id, new Uint8Array([...known, ...chunk]));
		this.network("after upload");
		return this.uploads.get(id).length;
	}
}

function nothing(marks) {
	return {
		...{ now: "2026-11-23T10:00:00+08:00", shape: marks.shape ?? "one", anew: !marks.shape },
		...{ names: ["events", "households"], territories: [{ grid: "G1", path: "/a/b/", title: "一网格" }] },
		...{ stores: {}, gone: {}, gone_mark: 1 },
	};
}
