import { ref } from "vue";
import { Outbox } from "./outbox";
import { Records } from "./records";
import type { Person } from "./types";

/**
 * starting: the server is being asked; locked: a PIN opens it; unreached: neither network nor PIN; ended: nobody is
 * signed in; revoked: somebody took this phone out of use; barred: who is signed in has nothing to do with this app;
 * unsafe: the browser keeps nothing here (no https); open: the records can be read.
 */
export type State = "starting" | "locked" | "unreached" | "ended" | "revoked" | "barred" | "unsafe" | "open";

export const records = new Records();
export const outbox = new Outbox();
export const state = ref<State>("starting");
/** Who is signed in; known without a network too. */
export const me = ref<Person>({ user: "", full_name: "", roles: [] });
export const online = ref(navigator.onLine);
export const pulling = ref(false);
/** how many rows came so far with this pull */
export const pulledRows = ref(0);
