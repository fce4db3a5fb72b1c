import { outbox } from "./core";
import { unsent } from "./database";
import { placeOf, seal, sealValue, unseal, unsealValue } from "./sealing";

const FILE = "file of the draft";

/** what is kept last is kept, however long the one before takes */
let turn: Promise<void> = Promise.resolve();

/** Where a file stood in a draft. */
interface FilePlace {
	[FILE]: number;
}

/**
 * Keep a draft of this person's, sealed as their unsent items are; null forgets it.
 *
 * Files may stand anywhere in it. A phone that is full, or a session that has just ended, costs the draft alone.
 */
export function keep(name: string, value: object | null): Promise<void> {
	turn = turn.then(() => write(name, value)).catch(() => undefined);
	return turn;
}

async function write(name: string, value: object | null): Promise<void> {
	const { key, owner } = outbox.owner();
	const id = placeOf(owner, name);
	if (!value) return (await unsent()).delete("drafts", id);
	const files: Blob[] = [];
	const plain = JSON.stringify(value, (_field, each) =>
		each instanceof Blob ? placed(files, each) : each,
	);
	const sealed = await sealValue(key, placeOf("draft", name), JSON.parse(plain));
	const sealedFiles = await Promise.all(
		files.map(async (file, place) => ({
			...{ type: file.type, name: file instanceof File ? file.name : "" },
			sealed: await seal(
				key,
				placeOf(`draft ${place}`, name),
				new Uint8Array(await file.arrayBuffer()),
			),
		})),
	);
	await (await unsent()).put("drafts", { id, sealed, files: sealedFiles });
}

/** The draft that was kept under a name. */
export async function kept<Value>(name: string): Promise<Value | null> {
	const { key, owner } = outbox.owner();
	const draft = await (await unsent()).get("drafts", placeOf(owner, name));
	if (!draft) return null;
	const files = await Promise.all(
		draft.files.map(async ({ type, name: called, sealed }, place) => {
			const bytes = await unseal(key, placeOf(`draft ${place}`, name), sealed);
			return called ? new File([bytes], called, { type }) : new Blob([bytes], { type });
		}),
	);
	const plain = await unsealValue<unknown>(key, placeOf("draft", name), draft.sealed);
	return filled(plain, files) as Value;
}

function placed(files: Blob[], file: Blob): FilePlace {
	return { [FILE]: files.push(file) - 1 };
}

function filled(value: unknown, files: Blob[]): unknown {
	if (Array.isArray(value)) return value.map((each) => filled(each, files));
	if (value === null || typeof value !== "object") return value;
	if (FILE in value) return files[(value as FilePlace)[FILE]];
	return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, filled(each, files)]));
}
