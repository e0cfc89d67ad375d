-- What Langfuse's audit log knows of deletions in the last day: accounts and keys by their ids, and no content.
SELECT date_trunc('minute', created_at) AS minute, coalesce(user_id, api_key_id) AS who, type, resource_type, project_id, count(*)
FROM audit_logs
WHERE action = 'delete' AND created_at > now() - interval '1 day'
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1;

-- Projects that the workers are deleting.
SELECT id, deleted_at FROM projects WHERE deleted_at IS NOT NULL;
