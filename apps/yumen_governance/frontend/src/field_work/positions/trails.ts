import { ask } from "@/shell/http";
import type { TrailPoint } from "./thin";

/** A task with positions. */
export interface TaskRow {
	task_type: string;
	task: string;
	user: string;
	full_name: string;
	begun_on: string;
	ended_on: string;
}

export interface Trail {
	full_name: string;
	is_own: boolean;
	points: TrailPoint[];
	looks: { by: string; on: string }[];
}

// Positions lie at the server alone: the phone keeps none of them
export const tasksWithPositions = () => ask<TaskRow[]>("positions.tasks");
export const trailOf = (task_type: string, task: string) =>
	ask<Trail>("positions.trail", { task_type, task });
