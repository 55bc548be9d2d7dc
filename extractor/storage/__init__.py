"""Records to SQLite and back; knows no rule."""
