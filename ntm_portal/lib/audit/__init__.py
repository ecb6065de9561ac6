"""The audit trail (nhật ký thay đổi): who acts, the chain of hashes, the triggers in SQL.

Knows no model: which tables are watched is said by accounts/audit.
"""
