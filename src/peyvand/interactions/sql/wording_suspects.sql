-- What may hold a judging word: the trigram index finds the letters, the rule looks at the words.
-- grain: one interaction
SELECT
    width_bucket(interaction.occurred_at, %(starts)s::timestamptz[]) AS place,
    author.team_id,
    interaction.subject,
    interaction.body
FROM interactions_interaction AS interaction
LEFT JOIN platform_user AS author ON author.id = interaction.by_id
WHERE
    interaction.search LIKE ANY(%(letters)s::text[])
    AND interaction.occurred_at >= %(first)s
    AND interaction.occurred_at < %(stop)s
    AND interaction.deleted_at IS NULL;
