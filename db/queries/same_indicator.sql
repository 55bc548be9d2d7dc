-- 同一指标在各单位的分值与得分 / one indicator over all agencies
SELECT name AS 指标, count(*) AS 次数, count(DISTINCT reports.agency) AS 单位数,
    round(avg(stated_score / nullif(points, 0)), 4) AS 平均得分率, min(stated_score / nullif(points, 0)) AS 最低得分率
FROM indicators
JOIN reports ON reports.id = indicators.report_id
WHERE indicators.role = 'leaf'
GROUP BY name
HAVING 次数 >= 2
ORDER BY 次数 DESC, name;
