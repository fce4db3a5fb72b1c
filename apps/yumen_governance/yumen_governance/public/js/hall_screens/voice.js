// Reads calls aloud where the browser can, one after the other; a language pack for Chinese speaks, else none does.

const TIMES = 2; // each call is read so often
const MOST_WAITING = 6;

export class Voice {
	constructor(words) {
		this.words = words;
		this.synthesis = window.speechSynthesis;
		this.unlocked = navigator.userActivation?.hasBeenActive || false;
	}

	set(speaks, rate) {
		this.on = Boolean(speaks && this.synthesis);
		this.rate = rate;
	}

	wants_touch() {
		return Boolean(this.on && !this.unlocked && !navigator.userActivation?.hasBeenActive);
	}

	unlock() {
		this.unlocked = true;
	}

	say({ number, window }) {
		if (!this.on) return;
		if (this.waiting >= MOST_WAITING) this.synthesis.cancel();
		const text = this.words.call.replace("{0}", spelled(number)).replace("{1}", window);
		for (let turn = 0; turn < TIMES; turn++) this.queue(text);
	}

	queue(text) {
		const utterance = new SpeechSynthesisUtterance(text);
		utterance.lang = "zh-CN";
		utterance.rate = this.rate || 1;
		utterance.voice = this.synthesis.getVoices().find(({ lang }) => /^zh[-_]CN/i.test(lang)) || null;
		this.waiting = (this.waiting || 0) + 1;
		utterance.onend = utterance.onerror = () => (this.waiting -= 1);
		this.synthesis.speak(utterance);
	}
}

// Digit by digit: A 0 1 2
const spelled = (number) => [...number].join(" ");
