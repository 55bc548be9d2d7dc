-- 无法判定的原因 / why checks could not be decided
SELECT rule AS 规则, reason AS 原因, count(*) AS 次数
FROM checks
WHERE outcome = 'undecidable'
GROUP BY rule, reason
ORDER BY 次数 DESC, rule, reason;
