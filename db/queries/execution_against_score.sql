-- 预算执行率与自评总分 / budget execution beside the stated total
SELECT reports.agency AS 单位, reports.fiscal_year AS 年度, budgets.item AS 资金,
    budgets.adjusted AS 全年预算数_元, budgets.spent AS 全年执行数_元, budgets.rate_text AS 所列执行率,
    round(100.0 * budgets.spent / nullif(budgets.adjusted, 0), 2) AS 复算执行率, reports.stated_total AS 自评总分
FROM budgets
JOIN reports ON reports.id = budgets.report_id
WHERE budgets.scope = 'total'
ORDER BY 复算执行率;
