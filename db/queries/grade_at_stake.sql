-- 复核结果会改变评价等级的报告 / reports whose grade does not follow from their own figures
SELECT agency AS 单位, fiscal_year AS 年度, stated_total AS 自评总分, stated_grade AS 自评等级,
    rescored_low AS 复核下限, rescored_high AS 复核上限, rescored_grade AS 复核等级, id AS 报告
FROM reports
WHERE rescored_grade IS NOT NULL AND stated_grade IS NOT NULL AND rescored_grade <> stated_grade
ORDER BY agency, fiscal_year;
