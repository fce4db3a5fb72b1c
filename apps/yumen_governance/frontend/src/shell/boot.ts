/** What the server tells a page at its start; nothing of it to one that opens without a network. */
interface Boot {
	user: string | null;
	full_name: string | null;
	csrf_token: string | null;
}

export const boot: Boot = JSON.parse(document.getElementById("boot")?.textContent || "{}");
