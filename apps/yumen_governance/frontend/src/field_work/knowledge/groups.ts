import { today } from "@/shell/moments";
import type { GridKnowledge } from "../types";

/** How well one grid is known. */
export interface GridCoverage {
	grid: string;
	title: string;
	rows: GridKnowledge[];
	known: number;
	percent: number;
}

/** Whether an item counts as known today. */
export function isKnown(row: GridKnowledge): boolean {
	return (row.fresh_until ?? "") >= today();
}

/** The items in 三知, 三清 and 六掌握, in the office's order. */
export function byGroup(rows: GridKnowledge[]): { label: string; rows: GridKnowledge[] }[] {
	const sorted = [...rows].sort((a, b) => a.sort_order - b.sort_order);
	const labels = [...new Set(sorted.map((row) => row.group_label))];
	return labels.map((label) => ({ label, rows: sorted.filter((row) => row.group_label === label) }));
}

/** The grids with how much of them is known, the least known first. */
export function byGrid(rows: GridKnowledge[]): GridCoverage[] {
	const grids = new Map<string, GridKnowledge[]>();
	for (const row of rows) grids.set(row.grid, [...(grids.get(row.grid) ?? []), row]);
	return [...grids]
		.map(([grid, own]) => {
			const known = own.filter(isKnown).length;
			const percent = Math.round((100 * known) / own.length);
			return { grid, title: own[0].grid_title, rows: own, known, percent };
		})
		.sort((a, b) => a.percent - b.percent || a.grid.localeCompare(b.grid));
}
