-- 全部指标均得满分的报告 / reports in which every indicator has full marks
SELECT reports.agency AS 单位, reports.fiscal_year AS 年度, count(*) AS 指标数, reports.id AS 报告
FROM indicators
JOIN reports ON reports.id = indicators.report_id
WHERE indicators.role = 'leaf' AND indicators.points IS NOT NULL AND indicators.stated_score IS NOT NULL
GROUP BY reports.id
HAVING min(indicators.stated_score >= indicators.points) = 1 AND 指标数 >= 5
ORDER BY 指标数 DESC, reports.id;
