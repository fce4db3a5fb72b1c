// Written by tools/doctype_types.py from the DocType files; change those, not this.

export interface CorrectionProposal {
	name: string;
	title?: string;
	reference_doctype: string;
	reference_name?: string;
	status?: "To Review" | "Adopted" | "Partly Adopted" | "Not Adopted" | "Withdrawn";
	grid: string;
	reason?: string;
	proposed_by?: string;
	proposed_by_name?: string;
	proposed_on?: string;
	id_numbers?: string;
	phones?: string;
	addresses?: string;
	health_notes?: string;
	decision_note?: string;
	decided_by?: string;
	decided_by_name?: string;
	decided_on?: string;
	grid_path?: string;
}

export interface EntryDayPlan {
	name: string;
	member: string;
	member_name?: string;
	grid: string;
	entry_day: string;
	status: "Not Begun" | "Under Way" | "Done";
	user?: string;
	summary?: string;
	changed_by_name?: string;
	changed_on?: string;
	changed_by?: string;
	grid_path?: string;
}

export interface EntryDaySummary {
	name: string;
	grid: string;
	entry_day: string;
	status: "To Sum Up" | "Summed Up";
	summed_up_by_name?: string;
	summed_up_on?: string;
	summary?: string;
	plans?: number;
	plans_done?: number;
	visits_made?: number;
	nobody_home?: number;
	findings?: number;
	findings_open?: number;
	needs_open?: number;
	grid_title?: string;
	summed_up_by?: string;
	grid_path?: string;
	reminded_on?: string;
}

export interface EventCategory {
	name: string;
	category_name: string;
	category_code?: string;
	parent_event_category?: string;
	icon?: "" | "Rubbish" | "Lamp" | "Road" | "Noise" | "Water" | "Building" | "Neighbours" | "Hard Hat" | "Fire" | "Gas" | "Traffic" | "Food" | "Shield" | "Idea" | "Scales" | "Pencil" | "Landmark" | "Care" | "Book" | "Siren";
	responsible_unit?: string;
	default_urgency?: "Normal" | "Urgent" | "Very Urgent";
	handling_level?: "" | "Grid" | "Village or Community" | "Township or Street" | "Centre or Department";
	time_limit?: number;
	time_limit_unit?: "Working Minutes" | "Working Hours" | "Hours" | "Working Days" | "Calendar Days" | "Months";
	is_active?: 0 | 1;
	is_group?: 0 | 1;
	photo_on_spot?: 0 | 1;
	lft?: number;
	rgt?: number;
	old_parent?: string;
}

export interface GovernanceEvent {
	name: string;
	title: string;
	category: string;
	grid: string;
	address?: string;
	source: string;
	external_ticket?: string;
	urgency?: "" | "Normal" | "Urgent" | "Very Urgent";
	reporter_name?: string;
	reporter_phone?: string;
	resident?: string;
	description?: string;
	is_group_case?: 0 | 1;
	people_count?: number;
	amount_claimed?: number;
	amount_recovered?: number;
	mass_incident?: 0 | 1;
	skip_level_petition?: 0 | 1;
	is_emergency?: 0 | 1;
	emergency_since?: string;
	location?: string;
	longitude?: number;
	latitude?: number;
	lead_grid?: string;
	lead_unit?: string;
	dispatch_opinion?: string;
	open_request?: "" | "Return" | "Extension" | "Suspension";
	request_reason?: string;
	requested_due_on?: string;
	request_decision?: "" | "Granted" | "Not Granted";
	decision_opinion?: string;
	suspension_plan?: string;
	review_on?: string;
	suspended_on?: string;
	merged_into?: string;
	handed_over_to_doctype?: string;
	handed_over_to?: string;
	handed_over_on?: string;
	result?: string;
	settled_on_spot?: 0 | 1;
	satisfaction?: "" | "Very Satisfied" | "Satisfied" | "Neutral" | "Dissatisfied" | "Very Dissatisfied";
	follow_up?: "" | "To Call" | "Not Sampled" | "Not Reached" | "Called";
	follow_up_on?: string;
	reopen_count?: number;
	noticed_on?: string;
	reported_on?: string;
	due_on?: string;
	supervision_level?: "" | "Yellow" | "Red" | "Listed";
	last_urged_on?: string;
	resolved_on?: string;
	closed_on?: string;
	workflow_state?: string;
	stage?: "" | "Intake" | "Triage" | "Assigned" | "Handling" | "Review" | "Feedback" | "Suspended" | "Closed" | "Void";
	came_back?: 0 | 1;
	grid_path?: string;
	lead_grid_path?: string;
	routing_rule?: string;
	proposed_lead_grid?: string;
	proposed_lead_unit?: string;
}

export interface Grid {
	name: string;
	grid_name: string;
	grid_code: string;
	parent_grid?: string;
	grid_kind?: "General Grid" | "Specialist Grid";
	specialist_purpose?: string;
	grid_level?: "" | "City" | "Level 1" | "Level 2" | "Level 3";
	unit_type: "" | "City" | "Township" | "Subdistrict" | "Industrial Park" | "State Farm" | "Administrative Village" | "Community" | "Production Unit" | "Villager Group" | "Residential Compound";
	grid_status?: "In Use" | "Split Up" | "Merged" | "Closed Down";
	closed_on?: string;
	successor?: string;
	is_active?: 0 | 1;
	is_group?: 0 | 1;
	households?: number;
	population?: number;
	area?: number;
	party_branch?: string;
	party_secretary?: string;
	police_post?: string;
	police_officer?: string;
	police_phone?: string;
	description?: string;
	boundary?: string;
	grid_path?: string;
	min_lon?: number;
	min_lat?: number;
	max_lon?: number;
	max_lat?: number;
	lft?: number;
	rgt?: number;
	old_parent?: string;
}

export interface Hazard {
	name: string;
	title: string;
	hazard_kind: string;
	hazard_level: string;
	location?: string;
	grid: string;
	status: "To Rectify" | "Rectifying" | "Rectified";
	found_on: string;
	rectify_by?: string;
	facility?: string;
	key_area?: string;
	organization?: string;
	rental_house?: string;
	building?: string;
	description?: string;
	responsible_unit?: string;
	responsible_name?: string;
	responsible_phone?: string;
	measures?: string;
	result?: string;
	closed_on?: string;
	patrol?: string;
	governance_event?: string;
	longitude?: number;
	latitude?: number;
	coord_sys?: "" | "CGCS2000" | "GCJ-02" | "WGS-84" | "BD-09";
	grid_path?: string;
}

export interface HouseholdVisit {
	name: string;
	household?: string;
	head_name?: string;
	address?: string;
	grid?: string;
	status?: "Purpose Set" | "Awaiting Feedback" | "Complete" | "Nobody at Home";
	visited_on?: string;
	visitor_name?: string;
	unit?: string;
	plan?: string;
	about_event?: string;
	purpose: string;
	purpose_on?: string;
	met?: "" | "Head of Household" | "Member of Household" | "Someone Else" | "Nobody at Home";
	met_names?: string;
	met_resident?: string;
	findings?: string;
	needs_help?: 0 | 1;
	help_wanted?: string;
	help_status?: "" | "To Answer" | "Handed On" | "Answered";
	help_answer?: string;
	help_answered_by_name?: string;
	help_answered_on?: string;
	feedback?: string;
	feedback_due_on?: string;
	feedback_on?: string;
	earlier_visit_on?: string;
	earlier_visitor?: string;
	repeat_reason?: string;
	event?: string;
	hazard?: string;
	longitude?: number;
	latitude?: number;
	help_answered_by?: string;
	visited_by?: string;
	grid_path?: string;
	again_from?: string;
	reminded_on?: string;
}

export interface Patrol {
	name: string;
	title?: string;
	grid: string;
	patrol_task?: string;
	status: "Under Way" | "Done";
	user: string;
	member_name?: string;
	started_on: string;
	ended_on?: string;
	closed_by_itself_on?: string;
	places_looked_at?: number;
	places_wrong?: number;
	findings?: string;
	grid_path?: string;
}

export interface PatrolChecklist {
	name: string;
	checklist_name: string;
	place_type: "Public Facility" | "Key Area";
	facility_kind?: string;
	area_kind?: string;
	is_active?: 0 | 1;
}

export interface PatrolPlace {
	name: string;
	place_type: string;
	place: string;
	place_name?: string;
	state: "In Order" | "Something Wrong" | "Not Looked At";
	looked_at_on?: string;
	checks?: string;
	finding?: string;
}

export interface PatrolTask {
	name: string;
	title?: string;
	patrol_plan: string;
	grid: string;
	status: "To Do" | "Done" | "Not Done";
	member: string;
	user?: string;
	period_start: string;
	due_on: string;
	patrol?: string;
	grid_path?: string;
	made_for?: string;
}

export interface PlannedActivity {
	name: string;
	activity: string;
	done?: 0 | 1;
	findings?: string;
	done_on?: string;
	decision?: "" | "Settled on the Spot" | "Made an Event" | "Handed On" | "To Watch" | "Nothing to Do";
	decision_note?: string;
	event?: string;
	decided_by?: string;
	decided_on?: string;
}

export interface PlannedVisit {
	name: string;
	household: string;
	head_name?: string;
	address?: string;
	grid?: string;
	seen_on?: string;
	reason?: "Not Seen Longest" | "Needs Attention" | "Event under Way" | "Added by Leader";
	event?: string;
	purpose?: string;
	outcome?: "" | "Seen" | "Nobody at Home" | "Left Out";
	visit?: string;
	note?: string;
}

export interface PublicityTalk {
	name: string;
	topic: string;
	grid: string;
	told_on: string;
	user?: string;
	member_name?: string;
	audience: "Household" | "Group of People" | "Public Place";
	household?: string;
	group_name?: string;
	people: number;
	place?: string;
	question?: string;
	answer_owed?: 0 | 1;
	answer?: string;
	answered_on?: string;
	answered_by?: string;
	grid_path?: string;
}
