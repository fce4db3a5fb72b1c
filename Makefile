.PHONY: start stop test faults benchmark lint clean

start:  ## from wherever the checkout stands to a desk that answers
	@python3 -m config.bench start

stop:  ## end every process that `make start` started
	@python3 -m config.bench stop

test:  ## every layer of tests, on a site of their own
	@python3 -m config.bench test

faults:  ## kill, flush, block and stop what can be, and count what is left; FAULT_KILLS=200, FAULT_SEED=1, ONLY=database
	@python3 -m config.bench faults

benchmark:  ## against stock Frappe and raw SQL; ONLY=B4 runs one alone
	@python3 -m config.bench benchmark

lint:
	@python3 -m config.bench lint

clean:  ## remove all that the set-up made, data included
	@python3 -m config.bench clean
