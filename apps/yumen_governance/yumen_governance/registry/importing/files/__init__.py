"""Files: an xlsx or csv file, read as numbered rows of texts, whatever its size."""
