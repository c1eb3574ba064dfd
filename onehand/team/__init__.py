"""Agents, teams, skills, business calendars, absences, mandates."""
