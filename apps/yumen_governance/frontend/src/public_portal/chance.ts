/** 128 bits by chance, as 32 hex digits: the own key of what is sent, by which it counts once. */
export function chance(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
