import { WindowDesk } from "./window_desk/desk";

frappe.provide("governance");
governance.WindowDesk = WindowDesk;
