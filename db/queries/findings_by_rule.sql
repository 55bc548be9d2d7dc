-- 各规则报出的疑点数 / findings by rule
SELECT rule AS 规则, severity AS 程度, count(*) AS 疑点数, count(DISTINCT report_id) AS 涉及报告数
FROM findings
WHERE fault = 'report'
GROUP BY rule, severity
ORDER BY 疑点数 DESC, rule;
