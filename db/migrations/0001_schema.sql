-- The schema of fuhe, first edition. Every table and column is described in data_dictionary.toml, which fills the
-- table data_dictionary and the generated part of README.md. REAL columns are for querying: the printed text beside
-- them is the truth. Ids are texts that follow from the document's content, so that they survive every re-run.

CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    part TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL,
    source_path TEXT,
    source_url TEXT,
    retrieved_at TEXT,
    media_type TEXT NOT NULL,
    byte_size INTEGER NOT NULL,
    page_count INTEGER NOT NULL,
    title TEXT,
    agency TEXT,
    region TEXT,
    region_code TEXT,
    level TEXT,
    fiscal_year INTEGER,
    kind TEXT NOT NULL DEFAULT 'unknown'
        CHECK (kind IN ('department', 'project', 'transfer', 'policy', 'final_accounts', 'unknown')),
    project TEXT,
    scheme TEXT,
    stated_total REAL,
    stated_total_text TEXT,
    stated_points REAL,
    stated_grade TEXT,
    rescored_low REAL,
    rescored_high REAL,
    rescored_grade TEXT,
    numbers_seen INTEGER NOT NULL DEFAULT 0,
    numbers_placed INTEGER NOT NULL DEFAULT 0,
    coverage REAL,
    coverage_notes TEXT NOT NULL DEFAULT '[]',
    status TEXT NOT NULL CHECK (status IN ('ok', 'partial', 'failed')),
    char_start INTEGER NOT NULL DEFAULT 0,
    char_end INTEGER NOT NULL DEFAULT 0,
    reader TEXT NOT NULL,
    options TEXT NOT NULL DEFAULT '',
    fuhe_version TEXT NOT NULL,
    packs_version TEXT NOT NULL
) STRICT;
CREATE INDEX reports_sha256 ON reports (sha256);
CREATE INDEX reports_agency_year ON reports (agency, fiscal_year);

CREATE TABLE pages (
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    page INTEGER NOT NULL,
    width REAL NOT NULL,
    height REAL NOT NULL,
    rotation INTEGER NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    source TEXT NOT NULL,
    text_confidence REAL,
    PRIMARY KEY (report_id, page)
) STRICT;

CREATE TABLE texts (
    report_id TEXT PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE sections (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES sections (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    level INTEGER NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    run_in INTEGER NOT NULL DEFAULT 0,
    page INTEGER,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL
) STRICT;
CREATE INDEX sections_report ON sections (report_id, ordinal);
CREATE INDEX sections_parent ON sections (parent_id);

CREATE TABLE tables (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    caption TEXT NOT NULL DEFAULT '',
    first_page INTEGER,
    last_page INTEGER,
    row_count INTEGER NOT NULL,
    column_count INTEGER NOT NULL,
    complete INTEGER NOT NULL
) STRICT;
CREATE INDEX tables_report ON tables (report_id, ordinal);

CREATE TABLE cells (
    table_id TEXT NOT NULL REFERENCES tables (id) ON DELETE CASCADE,
    row_index INTEGER NOT NULL,
    column_index INTEGER NOT NULL,
    row_span INTEGER NOT NULL,
    column_span INTEGER NOT NULL,
    text TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT '',
    page INTEGER,
    x0 REAL,
    top REAL,
    x1 REAL,
    bottom REAL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    PRIMARY KEY (table_id, row_index, column_index)
) STRICT;

CREATE TABLE indicators (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    table_id TEXT REFERENCES tables (id) ON DELETE CASCADE,
    parent_id TEXT REFERENCES indicators (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    level INTEGER NOT NULL,
    role TEXT NOT NULL DEFAULT 'leaf',
    name TEXT NOT NULL,
    points REAL,
    points_text TEXT,
    stated_score REAL,
    stated_score_text TEXT,
    reviewed_score REAL,
    reviewed_score_text TEXT,
    target REAL,
    target_text TEXT,
    actual REAL,
    actual_text TEXT,
    attainment REAL,
    attainment_text TEXT,
    unit TEXT,
    direction TEXT,
    criterion TEXT,
    basis TEXT,
    explanation TEXT,
    deviation_reason TEXT,
    note TEXT,
    page INTEGER,
    row_index INTEGER,
    char_start INTEGER,
    char_end INTEGER,
    confidence REAL
) STRICT;
CREATE INDEX indicators_report ON indicators (report_id, ordinal);
CREATE INDEX indicators_table ON indicators (table_id);
CREATE INDEX indicators_parent ON indicators (parent_id);
CREATE INDEX indicators_name ON indicators (name);

CREATE TABLE budgets (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    table_id TEXT REFERENCES tables (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    item TEXT NOT NULL,
    scope TEXT NOT NULL DEFAULT 'total',
    initial REAL,
    initial_text TEXT,
    adjusted REAL,
    adjusted_text TEXT,
    received REAL,
    received_text TEXT,
    spent REAL,
    spent_text TEXT,
    rate REAL,
    rate_text TEXT,
    points REAL,
    stated_score REAL,
    stated_score_text TEXT,
    unit TEXT,
    unit_text TEXT,
    page INTEGER,
    row_index INTEGER
) STRICT;
CREATE INDEX budgets_report ON budgets (report_id, ordinal);
CREATE INDEX budgets_table ON budgets (table_id);

CREATE TABLE objectives (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    planned TEXT NOT NULL,
    achieved TEXT NOT NULL,
    page INTEGER
) STRICT;
CREATE INDEX objectives_report ON objectives (report_id, ordinal);

CREATE TABLE statements (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    section_id TEXT REFERENCES sections (id) ON DELETE SET NULL,
    indicator_id TEXT REFERENCES indicators (id) ON DELETE SET NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('total', 'category', 'indicator', 'deduction', 'grade')),
    name TEXT NOT NULL,
    value REAL,
    value_text TEXT,
    points REAL,
    grade TEXT,
    level INTEGER,
    level_reason TEXT,
    source TEXT NOT NULL DEFAULT 'prose',
    page INTEGER,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    quote TEXT NOT NULL
) STRICT;
CREATE INDEX statements_report ON statements (report_id, ordinal);
CREATE INDEX statements_section ON statements (section_id);
CREATE INDEX statements_indicator ON statements (indicator_id);

CREATE TABLE metrics (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    section_id TEXT REFERENCES sections (id) ON DELETE SET NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    scope TEXT NOT NULL DEFAULT '',
    kind TEXT NOT NULL
        CHECK (kind IN ('amount', 'count', 'rate', 'change', 'change_rate', 'rank', 'duration', 'score')),
    value REAL,
    low REAL,
    high REAL,
    value_text TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    unit_text TEXT NOT NULL DEFAULT '',
    approximation TEXT NOT NULL DEFAULT 'exact',
    comparison TEXT,
    period TEXT,
    page INTEGER,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    quote TEXT NOT NULL
) STRICT;
CREATE INDEX metrics_report ON metrics (report_id, ordinal);
CREATE INDEX metrics_section ON metrics (section_id);
CREATE INDEX metrics_name ON metrics (name);

CREATE TABLE relations (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    section_id TEXT REFERENCES sections (id) ON DELETE SET NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    operands TEXT NOT NULL,
    result TEXT,
    exhaustive INTEGER NOT NULL,
    certainty REAL NOT NULL,
    page INTEGER,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    quote TEXT NOT NULL
) STRICT;
CREATE INDEX relations_report ON relations (report_id, ordinal);
CREATE INDEX relations_section ON relations (section_id);

CREATE TABLE explanations (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    section_id TEXT REFERENCES sections (id) ON DELETE SET NULL,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    concerns TEXT NOT NULL DEFAULT '[]',
    page INTEGER,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL
) STRICT;
CREATE INDEX explanations_report ON explanations (report_id, ordinal);
CREATE INDEX explanations_section ON explanations (section_id);

CREATE TABLE criteria (
    id TEXT PRIMARY KEY,
    indicator_id TEXT NOT NULL REFERENCES indicators (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    rule TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('compiled', 'partial', 'not_compiled')),
    leftover TEXT NOT NULL DEFAULT '',
    remarks TEXT NOT NULL DEFAULT '[]',
    cut_off INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX criteria_indicator ON criteria (indicator_id);

CREATE TABLE rescores (
    indicator_id TEXT PRIMARY KEY REFERENCES indicators (id) ON DELETE CASCADE,
    possible TEXT NOT NULL,
    accepting TEXT NOT NULL,
    low REAL,
    high REAL,
    stated_score REAL,
    outcome TEXT NOT NULL CHECK (outcome IN ('consistent', 'inconsistent', 'undecidable')),
    method TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    steps TEXT NOT NULL
) STRICT;

CREATE TABLE checks (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    rule TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('consistent', 'inconsistent', 'undecidable')),
    subject TEXT NOT NULL,
    stated TEXT NOT NULL DEFAULT '',
    low REAL,
    high REAL,
    fit TEXT,
    steps TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    reading TEXT NOT NULL DEFAULT '',
    readings TEXT NOT NULL DEFAULT '[]',
    evidence TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX checks_report ON checks (report_id, ordinal);
CREATE INDEX checks_rule ON checks (rule, outcome);

CREATE TABLE findings (
    id TEXT PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    check_id TEXT REFERENCES checks (id) ON DELETE SET NULL,
    ordinal INTEGER NOT NULL,
    rule TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('decision', 'error', 'warning', 'note')),
    fault TEXT NOT NULL CHECK (fault IN ('report', 'reading')),
    message TEXT NOT NULL,
    message_en TEXT NOT NULL,
    stated TEXT NOT NULL DEFAULT '',
    computed TEXT NOT NULL DEFAULT '',
    difference TEXT NOT NULL DEFAULT '',
    repair TEXT NOT NULL DEFAULT '',
    repair_en TEXT NOT NULL DEFAULT '',
    page INTEGER,
    evidence TEXT NOT NULL,
    steps TEXT NOT NULL DEFAULT '[]',
    consequences TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX findings_report ON findings (report_id, ordinal);
CREATE INDEX findings_check ON findings (check_id);
CREATE INDEX findings_rule ON findings (rule, severity);

-- Reviews are people's work: they refer to a finding by its content-derived id and are never deleted by a re-run.
CREATE TABLE reviews (
    finding_id TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'rejected', 'corrected')),
    corrected_value TEXT,
    reviewer TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    reviewed_at TEXT NOT NULL,
    PRIMARY KEY (finding_id, reviewer, reviewed_at)
) STRICT;

CREATE TABLE leftovers (
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    page INTEGER,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL
) STRICT;
CREATE INDEX leftovers_report ON leftovers (report_id);

CREATE TABLE reading_faults (
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER
) STRICT;
CREATE INDEX reading_faults_report ON reading_faults (report_id);

CREATE TABLE failures (
    path TEXT PRIMARY KEY,
    sha256 TEXT,
    stage TEXT NOT NULL,
    error TEXT NOT NULL,
    detail TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX failures_sha256 ON failures (sha256);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    command TEXT NOT NULL,
    arguments TEXT NOT NULL,
    fuhe_version TEXT NOT NULL,
    packs_version TEXT NOT NULL,
    ok INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One row for each document of a file, under the id of the first report in it.
CREATE TABLE readings (
    report_id TEXT PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE,
    format TEXT NOT NULL,
    document BLOB NOT NULL
) STRICT;

CREATE TABLE data_dictionary (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT NOT NULL,
    description_zh TEXT NOT NULL,
    PRIMARY KEY (table_name, column_name)
) STRICT;

-- Which views and which edition of the dictionary were put in, by the digest of their source.
CREATE TABLE schema_parts (
    name TEXT PRIMARY KEY,
    digest TEXT NOT NULL
) STRICT;

-- Full-text search: what can be found, and the index over it. The index holds one token for each character, because
-- SQLite's own tokenizers find no Chinese word shorter than three characters.
CREATE TABLE search_rows (
    id INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('text', 'indicator', 'metric')),
    row_id TEXT,
    page INTEGER,
    char_start INTEGER,
    char_end INTEGER
) STRICT;
CREATE INDEX search_rows_report ON search_rows (report_id);

CREATE VIRTUAL TABLE search_index USING fts5 (tokens, tokenize = "unicode61 remove_diacritics 0");

CREATE TRIGGER search_rows_deleted AFTER DELETE ON search_rows BEGIN
    DELETE FROM search_index WHERE rowid = old.id;
END;
