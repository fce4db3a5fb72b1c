import "./realtime_port";
import "./transition_dialog";
import "./case_history";
import "./due_time";
import "./number_card_filters";
import "./keyboard";
import "./breadcrumbs";
import "./change_values";
