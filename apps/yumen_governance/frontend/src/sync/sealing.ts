/** Rounds of PBKDF2 between a PIN and its key: OWASP's figure for SHA-256. */
const ROUNDS = 600_000;
const NONCE = 12;
const AES = "AES-GCM";

/** What only a PIN opens. */
export interface Locked {
	salt: Uint8Array;
	sealed: Uint8Array;
}

/** A key of 32 bytes in base64 as one that no script can read again. */
export async function keyOf(base64: string): Promise<CryptoKey> {
	const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
	return crypto.subtle.importKey("raw", bytes, AES, false, ["encrypt", "decrypt"]);
}

/** Seal bytes; `about` (where they belong) is authenticated with them, so that none can take another's place. */
export async function seal(key: CryptoKey, about: string, bytes: Uint8Array): Promise<Uint8Array> {
	const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
	const sealed = await crypto.subtle.encrypt(cipher(nonce, about), key, bytes);
	const whole = new Uint8Array(NONCE + sealed.byteLength);
	whole.set(nonce);
	whole.set(new Uint8Array(sealed), NONCE);
	return whole;
}

/** Open what `seal` made; rejects where the key, the place or a bit is another. */
export async function unseal(key: CryptoKey, about: string, whole: Uint8Array): Promise<Uint8Array> {
	const nonce = whole.subarray(0, NONCE);
	return new Uint8Array(await crypto.subtle.decrypt(cipher(nonce, about), key, whole.subarray(NONCE)));
}

export function sealValue(key: CryptoKey, about: string, value: unknown): Promise<Uint8Array> {
	return seal(key, about, new TextEncoder().encode(JSON.stringify(value)));
}

export async function unsealValue<Value>(key: CryptoKey, about: string, whole: Uint8Array): Promise<Value> {
	return JSON.parse(new TextDecoder().decode(await unseal(key, about, whole)));
}

/** Where a record belongs. */
export const placeOf = (store: string, name: string) => `${store}\u0000${name}`;

/** Seal a value by a PIN. */
export async function lockByPin(pin: string, value: unknown): Promise<Locked> {
	const salt = crypto.getRandomValues(new Uint8Array(16));
	return { salt, sealed: await sealValue(await keyOfPin(pin, salt), "pin", value) };
}

/** Open what a PIN sealed; undefined for a wrong PIN. */
export async function unlockByPin<Value>(pin: string, locked: Locked): Promise<Value | undefined> {
	const key = await keyOfPin(pin, locked.salt);
	return unsealValue<Value>(key, "pin", locked.sealed).catch(() => undefined);
}

async function keyOfPin(pin: string, salt: Uint8Array): Promise<CryptoKey> {
	const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, [
		"deriveKey",
	]);
	const rounds = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
	return crypto.subtle.deriveKey(rounds, typed, { name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
}

function cipher(nonce: Uint8Array, about: string): AesGcmParams {
	return { name: AES, iv: nonce, additionalData: new TextEncoder().encode(about) };
}
