"""What each number of the prose measures: name, kind, period, comparison and scope; `metrics` puts them together."""
