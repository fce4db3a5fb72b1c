import { TicketDesk } from "./window_desk/ticket_desk";

frappe.provide("governance");
governance.TicketDesk = TicketDesk;
