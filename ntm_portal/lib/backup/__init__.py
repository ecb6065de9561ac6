"""Backups (bản sao lưu): making, checking, restoring them, and how old the newest one is."""
