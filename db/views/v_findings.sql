-- The list to work through: findings with agency, year, what people said of them, gravest first.
CREATE VIEW v_findings AS
SELECT
    findings.id AS finding_id,
    reports.agency,
    reports.fiscal_year,
    reports.kind AS report_kind,
    findings.severity,
    findings.fault,
    findings.rule,
    findings.message,
    findings.message_en,
    findings.stated,
    findings.computed,
    findings.difference,
    findings.repair,
    findings.page,
    (SELECT reviews.verdict FROM reviews WHERE reviews.finding_id = findings.id
        ORDER BY reviews.reviewed_at DESC, reviews.reviewer LIMIT 1) AS verdict,
    (SELECT count(DISTINCT reviews.reviewer) FROM reviews WHERE reviews.finding_id = findings.id) AS reviewers,
    reports.title,
    reports.file_name,
    reports.id AS report_id,
    findings.check_id
FROM findings
JOIN reports ON reports.id = findings.report_id
ORDER BY
    findings.fault DESC,
    CASE findings.severity WHEN 'decision' THEN 0 WHEN 'error' THEN 1 WHEN 'warning' THEN 2 ELSE 3 END,
    reports.agency, reports.fiscal_year, reports.id, findings.ordinal;
