"""Where a new event goes by itself or by proposal."""
