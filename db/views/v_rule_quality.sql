-- How each rule fares: how often it could decide, what it found, and what people said of its findings.
CREATE VIEW v_rule_quality AS
WITH
latest AS (
    SELECT finding_id, reviewer, verdict, max(reviewed_at) AS reviewed_at
    FROM reviews GROUP BY finding_id, reviewer
),
verdicts AS (
    SELECT
        findings.rule,
        count(DISTINCT latest.finding_id) AS reviewed,
        count(DISTINCT CASE WHEN latest.verdict IN ('confirmed', 'corrected') THEN latest.finding_id END) AS confirmed,
        count(DISTINCT CASE WHEN latest.verdict = 'rejected' THEN latest.finding_id END) AS rejected
    FROM findings JOIN latest ON latest.finding_id = findings.id
    GROUP BY findings.rule
),
found AS (
    SELECT
        rule,
        count(*) AS findings,
        sum(fault = 'reading') AS reading_faults
    FROM findings GROUP BY rule
),
decided AS (
    SELECT
        rule,
        count(*) AS checks,
        sum(outcome = 'consistent') AS consistent,
        sum(outcome = 'inconsistent') AS inconsistent,
        sum(outcome = 'undecidable') AS undecidable
    FROM checks GROUP BY rule
),
rules AS (SELECT rule FROM checks UNION SELECT rule FROM findings)
SELECT
    rules.rule,
    coalesce(decided.checks, 0) AS checks,
    coalesce(decided.consistent, 0) AS consistent,
    coalesce(decided.inconsistent, 0) AS inconsistent,
    coalesce(decided.undecidable, 0) AS undecidable,
    coalesce(found.findings, 0) AS findings,
    coalesce(found.reading_faults, 0) AS reading_faults,
    coalesce(verdicts.reviewed, 0) AS reviewed,
    coalesce(verdicts.confirmed, 0) AS confirmed,
    coalesce(verdicts.rejected, 0) AS rejected,
    round(1.0 * verdicts.confirmed / (verdicts.confirmed + verdicts.rejected), 3) AS precision_by_review
FROM rules
LEFT JOIN decided ON decided.rule = rules.rule
LEFT JOIN found ON found.rule = rules.rule
LEFT JOIN verdicts ON verdicts.rule = rules.rule
ORDER BY rules.rule;
