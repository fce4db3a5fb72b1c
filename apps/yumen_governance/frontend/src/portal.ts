import { routes } from "@/public_portal/routes";
import PortalShell from "@/public_portal/PortalShell.vue";
import { start } from "@/shell/start";
import { __ } from "@/shell/translation";

start("portal", PortalShell, routes, __("Yumen Social Governance"));
