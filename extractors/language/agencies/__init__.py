"""Agencies and their roles (责任机构): patterns as data, logic, and the spaCy component `mubiao_agencies`."""
