const API = "yumen_governance.api.registry_import";
const PIECE = 4 * 1024 * 1024; // bytes sent in one request
const ASK_EVERY = 2000; // milliseconds between two questions for progress, when no news come by themselves
const PAGE = 20;
const RUNNING = ["Queued", "Reading", "Checking", "Importing", "Undoing"];
const OPEN = ["Draft", "Uploaded", "Checked"];

const call = (type) => (method, args) =>
	frappe.call({ method: `${API}.${method}`, type, args }).then((answer) => answer.message);
const tell = call("POST");
const look = call("GET");
const escape = (text) => frappe.utils.escape_html(String(text ?? ""));

frappe.ui.form.on("Registry Import", {
	setup(frm) {
		frm.trigger("listen");
	},

	listen(frm) {
		frappe.realtime.on("registry_import_progress", (news) => {
			if (news.name === frm.docname) frm.import_progress?.update();
		});
	},

	refresh(frm) {
		const { doc } = frm;
		frm.disable_save();
		frm.page.sidebar.find(".form-attachments").hide();
		const is_open = OPEN.includes(doc.status) && frm.perm[0].write;
		frm.toggle_enable(["reference_doctype"], !doc.file_hash);
		frm.toggle_enable(["existing_records", "empty_cells", "create_missing"], is_open);
		frm.import_file = new ImportFile(frm, is_open);
		frm.import_columns = new ImportColumns(frm, is_open);
		frm.import_progress = new ImportProgress(frm);
		frm.import_report = new ImportReport(frm);
		add_buttons(frm);
		frm.page.set_indicator(__(doc.status), colour_of(doc));
	},

	existing_records(frm) {
		if (frm.import_columns?.known) frm.import_columns.render();
	},

	reference_doctype(frm) {
		frm.import_file?.render();
	},
});

function colour_of(doc) {
	if (RUNNING.includes(doc.status)) return "blue";
	if (doc.status === "Failed") return "red";
	if (doc.status === "Imported") return doc.wrong ? "orange" : "green";
	return { Checked: doc.wrong ? "orange" : "green", Cancelled: "orange" }[doc.status] || "gray";
}

function add_buttons(frm) {
	frm.clear_custom_buttons();
	if (frm.is_new() || !frm.perm[0].write) return;
	const { status } = frm.doc;
	const button = (label, action, is_main) => {
		const $button = frm.add_custom_button(label, action);
		if (is_main) $button.removeClass("btn-default").addClass("btn-primary");
	};
	if (["Uploaded", "Checked"].includes(status)) {
		button(__("Check File"), () => start(frm, true), status === "Uploaded");
		button(__("Import Now"), () => confirm_start(frm), status === "Checked");
	}
	if (RUNNING.includes(status) && status !== "Undoing") button(__("Stop Import"), () => stop(frm));
	if (["Cancelled", "Failed"].includes(status) && !frm.doc.undone) {
		button(__("Continue Import"), () => go(frm, "resume"), true);
	}
	if (["Imported", "Cancelled", "Failed"].includes(status) && written(frm.doc)) {
		button(__("Undo Import"), () => confirm_undo(frm));
	}
}

const written = (doc) => !doc.is_check && doc.inserted + doc.updated > 0;

async function start(frm, check) {
	if (frm.is_dirty()) await frm.save();
	await tell("start", { name: frm.docname, check: check ? 1 : 0 });
	await frm.reload_doc();
}

function confirm_start(frm) {
	const { doc } = frm;
	const question =
		!doc.is_check || doc.status !== "Checked"
			? __("The file wasn't checked. Import it all the same? Wrong rows are left out and reported.")
			: doc.wrong
				? __("Import the rows that are right? The {0} wrong ones are left out.", [doc.wrong])
				: __("Import {0} rows?", [rows_of(doc)]);
	frappe.confirm(question, () => start(frm, false));
}

function confirm_undo(frm) {
	frappe.confirm(
		__(
			"Undo this import? What it inserted is deleted and what it changed is restored, except records that somebody has changed or uses since.",
		),
		() => go(frm, "undo"),
	);
}

async function stop(frm) {
	await tell("stop", { name: frm.docname });
	frappe.show_alert(__("The import stops after the rows in hand."));
}

async function go(frm, method) {
	await tell(method, { name: frm.docname });
	await frm.reload_doc();
}

const rows_of = (doc) => Math.max(0, (doc.total_rows || 0) - (doc.header_row || 0));

// The file: template, upload in pieces, what is known of it.
class ImportFile {
	constructor(frm, is_open) {
		Object.assign(this, { frm, is_open, $wrapper: frm.get_field("uploader").$wrapper });
		this.render();
	}

	render() {
		this.$wrapper.empty();
		if (!this.is_open) {
			this.$wrapper.append(this.facts());
			return;
		}
		this.$wrapper.append(this.template_links(), this.drop_zone());
		this.$wrapper.append(this.facts());
	}

	template_links() {
		const doctype = this.frm.doc.reference_doctype;
		const link = (type, label) => {
			const query = new URLSearchParams({ doctype, file_type: type });
			return `<a class="btn btn-default btn-xs" href="/api/method/${API}.download_template?${query}">${label}</a>`;
		};
		return `<p>${__("Fill in the template, or use a file of your own with a header row.")}
			${link("xlsx", __("Template (Excel)"))} ${link("csv", __("Template (CSV)"))}</p>`;
	}

	facts() {
		const { file_name, file_size, file_encoding } = this.frm.doc;
		if (!file_name) return "";
		const size =
			file_size > 1e6 ? `${(file_size / 1e6).toFixed(1)} MB` : `${Math.ceil(file_size / 1e3)} KB`;
		const facts = [file_name, size, file_encoding].filter(Boolean).map(escape).join(" · ");
		return `<p class="registry-import-file">${frappe.utils.icon("file", "sm")} ${facts}</p>`;
	}

	drop_zone() {
		const again = this.frm.doc.file_hash ? __("Choose Another File") : __("Choose File");
		const $zone = $(`<label class="registry-import-drop">
			<input type="file" accept=".xlsx,.csv,.txt" class="registry-import-input">
			<span class="btn btn-sm btn-default">${again}</span>
			<span class="text-muted">${__("or drop it here: .xlsx or .csv")}</span>
			<span class="registry-import-sent"></span></label>`);
		$zone.find("input").on("change", (event) => this.take(event.target.files[0]));
		$zone.on("dragover", (event) => event.preventDefault());
		$zone.on("drop", (event) => {
			event.preventDefault();
			this.take(event.originalEvent.dataTransfer.files[0]);
		});
		return $zone;
	}

	async take(file) {
		if (!file) return;
		const { frm } = this;
		if (frm.is_new() || frm.is_dirty()) await frm.save();
		try {
			await this.send(file);
			await tell("take_file", { name: frm.docname, file_name: file.name });
		} catch {
			this.render(); // the server has said what is wrong
			return;
		}
		await frm.reload_doc();
	}

	async send(file) {
		for (let offset = 0; offset === 0 || offset < file.size; offset += PIECE) {
			this.show_sent(offset, file.size);
			await this.send_piece(offset, file.slice(offset, offset + PIECE));
		}
	}

	show_sent(sent, size) {
		frm_wrapper(this.frm, ".registry-import-sent").text(
			__("Uploading: {0} %", [size ? Math.round((100 * sent) / size) : 100]),
		);
	}

	async send_piece(offset, piece) {
		const body = new FormData();
		body.append("name", this.frm.docname);
		body.append("offset", offset);
		body.append("piece", piece);
		const headers = { "X-Frappe-CSRF-Token": frappe.csrf_token, Accept: "application/json" };
		const answer = await fetch(`/api/method/${API}.add_piece`, { method: "POST", headers, body });
		if (answer.ok) return;
		const said = await answer.json().catch(() => ({}));
		frappe.request.cleanup({}, said);
		throw new Error(answer.statusText);
	}
}

const frm_wrapper = (frm, selector) => $(frm.wrapper).find(selector);

// The columns: what the file has, and which field each fills.
class ImportColumns {
	constructor(frm, is_open) {
		Object.assign(this, { frm, is_open, $wrapper: frm.get_field("preview").$wrapper.empty() });
		if (frm.doc.file_hash && !frm.is_new()) this.load();
	}

	async load() {
		this.known = await look("preview", { name: this.frm.docname });
		const labels = this.known.targets.map((target) => [target.value, target.label]);
		this.labels = Object.fromEntries(labels);
		this.render();
	}

	render() {
		const { rows } = this.known;
		const shown = rows.slice(0, 3);
		const heads = shown.map((row) => `<th>${__("Row {0}", [row[0]])}</th>`).join("");
		this.$wrapper.html(`<div class="registry-import-notes">${this.notes()}</div>
			<table class="table table-sm table-bordered registry-import-columns"><thead><tr>
			<th>${__("Column in the File")}</th><th>${__("Field")}</th>${heads}</tr></thead>
			<tbody></tbody></table>`);
		const $body = this.$wrapper.find("tbody");
		this.frm.doc.columns.forEach((column) => $body.append(this.line(column, shown)));
	}

	line(column, rows) {
		const cells = rows.map((row) => `<td>${escape(row[column.position + 1])}</td>`).join("");
		const guess = !column.target && this.known.guesses[column.header];
		const hint = guess ? `<div class="text-muted">${__("Do you mean {0}?", [escape(guess)])}</div>` : "";
		const $line = $(`<tr class="${column.target ? "" : "text-muted"}">
			<td>${escape(column.header)}${hint}</td><td class="registry-import-target"></td>${cells}</tr>`);
		$line.find(".registry-import-target").append(this.is_open ? this.choice(column) : this.name(column));
		return $line;
	}

	name(column) {
		return escape(this.labels[column.target] || __("Not Imported"));
	}

	choice(column) {
		const options = this.known.targets.map(
			({ value, label }) => `<option value="${value}">${escape(label)}</option>`,
		);
		return $(`<select class="form-control input-xs" aria-label="${escape(column.header)}">
			<option value="">${__("Not Imported")}</option>${options.join("")}</select>`)
			.val(column.target || "")
			.on("change", (event) => this.choose(column, event.target.value));
	}

	async choose(column, value) {
		await frappe.model.set_value(column.doctype, column.name, "target", value);
		this.frm.dirty();
		this.render();
	}

	notes() {
		const taken = this.frm.doc.columns.map((column) => column.target).filter(Boolean);
		const is_inserting = this.frm.doc.existing_records !== "Only Update";
		const missing = this.known.wanted.filter((name) => is_inserting && !taken.includes(name));
		const doubled = taken.filter((name, place) => taken.indexOf(name) !== place);
		const left = this.frm.doc.columns.filter((column) => !column.target).length;
		const names = (list) => list.map((name) => escape(this.labels[name])).join(__(", "));
		return [
			missing.length &&
				note("red", __("No column yet for what every record needs: {0}", [names(missing)])),
			doubled.length && note("red", __("Two columns for one field: {0}", [names(doubled)])),
			note("green", __("{0} columns are recognised.", [taken.length])),
			left && note("gray", __("{0} columns are not imported.", [left])),
		]
			.filter(Boolean)
			.join(" ");
	}
}

const note = (colour, text) => `<span class="indicator-pill ${colour}">${text}</span>`;

// How far the import is: by news from the server, and by asking where no news come.
class ImportProgress {
	constructor(frm) {
		Object.assign(this, { frm, $wrapper: frm.get_field("progress").$wrapper });
		clearInterval(frm.import_timer);
		if (frm.doc.started_on) this.render(frm.doc);
		if (RUNNING.includes(frm.doc.status)) this.watch();
	}

	watch() {
		this.frm.import_timer = setInterval(() => this.update(), ASK_EVERY);
	}

	async update() {
		if (this.asking || cur_frm !== this.frm) return;
		this.asking = true;
		try {
			const state = await look("progress", { name: this.frm.docname });
			this.render(state);
			this.frm.page.set_indicator(__(state.status), colour_of(state));
			if (!RUNNING.includes(state.status)) this.finish();
		} finally {
			this.asking = false;
		}
	}

	finish() {
		clearInterval(this.frm.import_timer);
		this.frm.reload_doc();
	}

	render(state) {
		const total = rows_of(state);
		const done = Math.min(total, Math.max(0, (state.done_rows || 0) - (state.header_row || 0)));
		const part = total ? Math.floor((100 * done) / total) : 0;
		this.$wrapper.html(`${this.bar(state, part)}
			<p class="registry-import-pace">${this.pace(state, done, total)}</p>
			<div class="registry-import-counts">${this.counts(state)}</div>
			${state.failure ? `<div class="alert alert-danger">${escape(state.failure)}</div>` : ""}`);
	}

	bar(state, part) {
		const colour = state.status === "Failed" ? "bg-danger" : "bg-success";
		return `<div class="progress registry-import-bar" role="progressbar" aria-valuenow="${part}"
			aria-valuemin="0" aria-valuemax="100"><div class="progress-bar ${colour}" style="width: ${part}%"></div></div>`;
	}

	pace(state, done, total) {
		if (state.status === "Queued") return __("Waiting for its turn …");
		if (state.status === "Reading") return __("Reading the file …");
		if (state.status === "Undoing") return __("Undoing: {0} records so far", [state.undone + state.kept]);
		const speed = state.seconds ? done / state.seconds : 0;
		const parts = [__("{0} of {1} rows", [done, total])];
		if (speed) parts.push(__("{0} rows a second", [Math.round(speed)]));
		if (speed && RUNNING.includes(state.status)) {
			parts.push(__("about {0} left", [duration((total - done) / speed)]));
		}
		if (state.stop_wanted) parts.push(__("stopping"));
		return parts.join(" · ");
	}

	counts(state) {
		const checked = state.is_check;
		return [
			["green", checked ? __("Would be Inserted") : __("Inserted"), state.inserted],
			["blue", checked ? __("Would be Updated") : __("Updated"), state.updated],
			["gray", __("Already as in the File"), state.unchanged],
			["gray", __("Skipped as Existing"), state.skipped],
			[
				"blue",
				checked
					? __("Would be Created: Households and Addresses")
					: __("Households and Addresses Created"),
				state.made,
			],
			["red", __("Wrong Rows"), state.wrong],
			["orange", __("Taken Back"), state.undone],
			["red", __("Not Undone"), state.kept],
		]
			.filter(([, label, count]) => count || label === __("Wrong Rows"))
			.map(
				([colour, label, count]) =>
					`<div class="registry-import-count"><b style="color: var(--text-on-${colour})">${count}</b>
					<span>${label}</span></div>`,
			)
			.join("");
	}
}

function duration(seconds) {
	if (seconds < 60) return __("{0} seconds", [Math.ceil(seconds)]);
	return __("{0} minutes", [Math.ceil(seconds / 60)]);
}

// The report: how often each column is wrong, and every line of it page by page.
class ImportReport {
	constructor(frm) {
		Object.assign(this, { frm, start: 0, $wrapper: frm.get_field("report").$wrapper.empty() });
		if (frm.doc.started_on && !RUNNING.includes(frm.doc.status)) this.begin();
	}

	async begin() {
		this.summary = await look("report_summary", { name: this.frm.docname });
		await this.load();
	}

	async load() {
		const args = { name: this.frm.docname, start: this.start, length: PAGE + 1 };
		if (this.header !== undefined) args.header = this.header;
		this.lines = await look("report", args);
		this.render();
	}

	render() {
		if (!this.summary.length) {
			this.$wrapper.html(`<p class="text-muted">${__("Nothing to report: every row is right.")}</p>`);
			return;
		}
		this.$wrapper.html(`<p>${this.downloads()}</p><p class="registry-import-chips"></p>
			<table class="table table-sm table-bordered registry-import-report"><thead><tr><th>${__("Row")}</th>
			<th>${__("Column in the File")}</th><th>${__("Value in the File")}</th>
			<th>${__("What Is Wrong, and What to Do")}</th></tr></thead>
			<tbody>${this.lines.slice(0, PAGE).map(line_of).join("")}</tbody></table>`);
		const total = this.summary.reduce((sum, { lines }) => sum + lines, 0);
		const chips = [{ header: undefined, lines: total }, ...this.summary];
		this.$wrapper.find(".registry-import-chips").append(chips.map((chip) => this.chip(chip)));
		this.$wrapper.append(this.pager());
	}

	downloads() {
		const link = (type, label) => {
			const query = new URLSearchParams({ name: this.frm.docname, file_type: type });
			return `<a class="btn btn-default btn-xs" href="/api/method/${API}.download_report?${query}">${label}</a>`;
		};
		return `${link("xlsx", __("Download Report (Excel)"))} ${link("csv", __("Download Report (CSV)"))}`;
	}

	chip({ header, lines }) {
		const label = header === undefined ? __("All Columns") : header || __("Whole Row");
		return $(`<button class="btn btn-xs btn-default">${escape(label)} <b>${lines}</b></button>`)
			.toggleClass("btn-primary-light", header === this.header)
			.on("click", () => {
				Object.assign(this, { header, start: 0 });
				this.load();
			});
	}

	pager() {
		const button = (label, step, is_on) =>
			$(`<button class="btn btn-default btn-xs">${label}</button>`)
				.prop("disabled", !is_on)
				.on("click", () => {
					this.start += step;
					this.load();
				});
		return $('<div class="registry-import-pager"></div>').append(
			button(__("Previous Page"), -PAGE, this.start > 0),
			button(__("Next Page"), PAGE, this.lines.length > PAGE),
		);
	}
}

function line_of(line) {
	return `<tr><td>${line.file_row || ""}</td><td>${escape(line.header)}</td><td>${escape(line.value)}</td>
		<td>${escape(line.message)}</td></tr>`;
}
