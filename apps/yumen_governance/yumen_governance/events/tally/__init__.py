"""Live counts of events by territory, unit, stage, state, flag and due time, at the cost of reading some rows.

The tally is a narrow table of sums: so many events in this area, in this state. Each event remembers in a hidden column
what it was last counted as, and a column that the database generates says whether it stands elsewhere by now. So whoever
changes events, by a form, by SQL over a hundred thousand rows, by an import or by a rollback, has told the tally in the
same row and transaction, without a call and without a lock on anything shared.

A count is the tally, corrected by the few events that stand elsewhere by now; a job brings them into the tally
(fold.py) and leaves nothing to correct. Nothing happens at the moment when something becomes late: the tally counts
due times by the hour, and the events due within the hours at both ends of a question are asked for by an index.
Once a night the tally is compared with what the events say (recount.py); a difference is written down and mended.
"""
