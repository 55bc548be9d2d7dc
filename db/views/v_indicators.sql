-- Leaf indicators of all reports: what the report states beside what its own rules allow.
CREATE VIEW v_indicators AS
SELECT
    reports.id AS report_id,
    reports.agency,
    reports.region,
    reports.fiscal_year,
    reports.kind AS report_kind,
    level1.name AS level1,
    level2.name AS level2,
    indicators.name AS indicator,
    indicators.level,
    indicators.role,
    indicators.points,
    indicators.stated_score,
    indicators.stated_score_text,
    rescores.low AS rescored_low,
    rescores.high AS rescored_high,
    rescores.outcome,
    rescores.method,
    indicators.target_text,
    indicators.actual_text,
    indicators.unit,
    indicators.direction,
    (SELECT criteria.status FROM criteria WHERE criteria.indicator_id = indicators.id ORDER BY criteria.ordinal LIMIT 1)
        AS criterion_status,
    indicators.criterion,
    indicators.basis,
    indicators.deviation_reason,
    indicators.page,
    indicators.row_index,
    indicators.id AS indicator_id
FROM indicators
JOIN reports ON reports.id = indicators.report_id
LEFT JOIN rescores ON rescores.indicator_id = indicators.id
LEFT JOIN indicators AS parent ON parent.id = indicators.parent_id
LEFT JOIN indicators AS grandparent ON grandparent.id = parent.parent_id
LEFT JOIN indicators AS level2 ON level2.id = CASE 2 WHEN parent.level THEN parent.id WHEN grandparent.level THEN grandparent.id END
LEFT JOIN indicators AS level1 ON level1.id = CASE 1 WHEN parent.level THEN parent.id WHEN grandparent.level THEN grandparent.id END
WHERE indicators.role <> 'category'
ORDER BY reports.id, indicators.ordinal;
