-- The audit is append-only. A transaction that erases a person or removes the demo company says so first with
-- SET LOCAL peyvand.allow_audit_change = 'on' (see audit.changes_allowed).
-- grain: one audit row
CREATE FUNCTION platform_audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('peyvand.allow_audit_change', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN COALESCE(NEW, OLD);
END
$$;
CREATE TRIGGER platform_audit_append_only
    BEFORE UPDATE OR DELETE ON platform_auditentry
    FOR EACH ROW EXECUTE FUNCTION platform_audit_is_append_only();
