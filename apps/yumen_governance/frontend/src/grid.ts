import GridShell from "@/shell/GridShell.vue";
import { start } from "@/shell/start";
import { __ } from "@/shell/translation";
import events from "@/events/routes";
import fieldWork from "@/field_work/routes";
import gridManagement from "@/grid_management/routes";
import registry from "@/registry/routes";
import shell from "@/shell/routes";
import sync from "@/sync/routes";

const routes = [...events, ...fieldWork, ...registry, ...gridManagement, ...sync, ...shell];

start("grid", GridShell, routes, __("Grid App"));
