import { DispatchBoard } from "./dispatch_board/board";

frappe.provide("governance");
governance.DispatchBoard = DispatchBoard;
