// The desk hides the seconds of a time without them; the picker from npm, unlike Frappe's own, has none to hide.
const { prototype: picker } = $.fn.datepicker.Timepicker;
picker.$seconds ||= $();
picker.$secondsText ||= $();
