-- How much each team wrote about customers in each month, and how many colleagues wrote it.
-- grain: one month and team (null: of colleagues in no team, or of nobody known)
WITH written AS (
    SELECT
        width_bucket(interaction.occurred_at, %(starts)s::timestamptz[]) AS place,
        interaction.by_id,
        count(*) AS notes
    FROM interactions_interaction AS interaction
    WHERE
        interaction.occurred_at >= %(first)s
        AND interaction.occurred_at < %(stop)s
        AND interaction.deleted_at IS NULL
        AND (interaction.subject <> '' OR interaction.body <> '')
    GROUP BY place, interaction.by_id
)

SELECT
    written.place,
    author.team_id,
    sum(written.notes)::integer AS notes,
    count(*)::integer AS writers
FROM written
LEFT JOIN platform_user AS author ON author.id = written.by_id
GROUP BY written.place, author.team_id;
