// Choices of a Select, stored in English and shown in the reader's language.

frappe.provide("governance");

governance.choices = (values) => values.map((value) => ({ value, label: __(value) }));
