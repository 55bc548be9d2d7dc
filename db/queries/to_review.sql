-- 尚未复核的疑点，重者在前 / findings that nobody reviewed yet
SELECT agency AS 单位, fiscal_year AS 年度, severity AS 程度, rule AS 规则, message AS 疑点, page AS 页, finding_id AS 疑点编号
FROM v_findings
WHERE verdict IS NULL AND fault = 'report';
