-- 识读覆盖率低的报告，先看这些再下结论 / reports of which little was read
SELECT agency AS 单位, fiscal_year AS 年度, file_name AS 文件, status AS 识读, coverage AS 覆盖率, relations AS 核对数,
    leftovers AS 未归位, reading_faults AS 识读问题, report_id AS 报告
FROM v_coverage
WHERE coverage < 0.9 OR status <> 'ok'
ORDER BY coverage, report_id;
