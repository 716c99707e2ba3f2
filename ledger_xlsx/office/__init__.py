"""The school office: the workbooks of many groups at once, against the school's list of groups (名单)."""
