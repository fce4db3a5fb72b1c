/** What we use of frappe-ui, whose own sources don't stand our compiler's strictness. */
import type { DefineComponent } from "vue";

export const Button: DefineComponent<{
	label?: string;
	theme?: "gray" | "blue" | "green" | "red";
	variant?: "solid" | "subtle" | "outline" | "ghost";
	size?: "sm" | "md" | "lg" | "xl" | "2xl";
	loading?: boolean;
	loadingText?: string;
	disabled?: boolean;
	type?: "button" | "submit";
}>;

interface Field {
	modelValue?: string;
	id?: string;
	variant?: "subtle" | "outline";
	size?: "sm" | "md" | "lg" | "xl";
	placeholder?: string;
	disabled?: boolean;
	"onUpdate:modelValue"?: (typed: string) => void;
}

export const TextInput: DefineComponent<Field & { type?: string; required?: boolean }>;
export const Textarea: DefineComponent<Field & { rows?: number }>;
