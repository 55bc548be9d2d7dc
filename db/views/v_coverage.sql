-- How much of each report was read and checked: a clean result means nothing without it.
CREATE VIEW v_coverage AS
SELECT
    reports.id AS report_id,
    reports.agency,
    reports.fiscal_year,
    reports.file_name,
    reports.status,
    reports.page_count,
    reports.numbers_seen,
    reports.numbers_placed,
    reports.coverage,
    (SELECT count(*) FROM checks WHERE checks.report_id = reports.id) AS relations,
    (SELECT count(*) FROM checks WHERE checks.report_id = reports.id AND outcome = 'consistent') AS consistent,
    (SELECT count(*) FROM checks WHERE checks.report_id = reports.id AND outcome = 'inconsistent') AS inconsistent,
    (SELECT count(*) FROM checks WHERE checks.report_id = reports.id AND outcome = 'undecidable') AS undecidable,
    (SELECT count(*) FROM indicators WHERE indicators.report_id = reports.id AND role IN ('leaf', 'budget')) AS indicators,
    (SELECT count(*) FROM criteria JOIN indicators ON indicators.id = criteria.indicator_id
        WHERE indicators.report_id = reports.id) AS criteria,
    (SELECT count(*) FROM criteria JOIN indicators ON indicators.id = criteria.indicator_id
        WHERE indicators.report_id = reports.id AND criteria.status = 'compiled') AS criteria_compiled,
    (SELECT count(*) FROM leftovers WHERE leftovers.report_id = reports.id) AS leftovers,
    (SELECT count(*) FROM reading_faults WHERE reading_faults.report_id = reports.id) AS reading_faults
FROM reports
ORDER BY reports.id;
