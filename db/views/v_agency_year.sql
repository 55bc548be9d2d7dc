-- One line for each agency and year: reports, stated totals, what did not recompute.
CREATE VIEW v_agency_year AS
SELECT
    reports.agency,
    reports.region,
    reports.fiscal_year,
    count(*) AS reports,
    min(reports.stated_total) AS lowest_stated_total,
    max(reports.stated_total) AS highest_stated_total,
    group_concat(DISTINCT reports.stated_grade) AS stated_grades,
    sum((SELECT count(*) FROM checks WHERE checks.report_id = reports.id)) AS checks,
    sum((SELECT count(*) FROM checks WHERE checks.report_id = reports.id AND outcome = 'inconsistent')) AS inconsistent,
    sum((SELECT count(*) FROM findings WHERE findings.report_id = reports.id AND fault = 'report'
        AND severity IN ('decision', 'error'))) AS errors,
    sum((SELECT count(*) FROM findings WHERE findings.report_id = reports.id AND fault = 'report'
        AND severity = 'warning')) AS warnings,
    avg(reports.coverage) AS mean_coverage
FROM reports
GROUP BY reports.agency, reports.region, reports.fiscal_year
ORDER BY reports.agency, reports.fiscal_year;
